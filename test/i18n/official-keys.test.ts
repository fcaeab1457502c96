import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fullTexts } from '../../src/i18n/full-texts.js';
import { createTexts, loadTexts, type Texts } from '../../src/i18n/index.js';
import { officialKeys, translateOfficial } from '../../src/i18n/official-keys.js';
import { commentUITexts, componentTexts } from '../../src/testing/official-texts.js';
import { everyEnglish, placeholders } from './every-text.js';

const dateKeys = [
  'oneMinuteAgo',
  'minutesAgo',
  'oneHourAgo',
  'hoursAgo',
  'yesterday',
  'daysAgo',
  'weekAgo',
  'weeksAgo',
  'monthsAgo',
  'yearsAgo',
];

/** Official keys of which nothing is shown here, with the reason. */
const without: Readonly<Record<string, string>> = {
  WRITE_ANOTHER_COMMENT: 'the box stays open',
  ENTER_EMAIL_VERIFICATION: 'the email field says what it is for',
  PREV: 'more comments are added below; there are no pages to turn',
  DELETE_CONFIRM: 'the button of the question is named by the act',
  BLOCK_CONFIRM_MESSAGE: 'blocking does not ask, it can be undone',
  UNBLOCK_CONFIRM_MESSAGE: 'likewise',
  BLOCK: 'likewise',
  UNBLOCK: 'likewise',
  CONFIRM_CANCEL_REPLY: 'the question is its title',
  CONFIRM_CANCEL_EDIT: 'likewise',
  CONFIRM_CANCEL_EDIT_OK: 'one button for both questions',
  CONFIRM_CANCEL_EDIT_CANCEL: 'likewise',
  BILLING_INFO_INV_60_DAYS: 'one notice for both',
  TODAY: 'dates of today are relative',
};

const everyOfficial = {
  ...commentUITexts,
  ...Object.assign({}, ...Object.values(componentTexts)),
} as Record<string, string>;

const targets = Object.entries(officialKeys).flatMap(([key, list]) =>
  list.map((target) => [key, target] as const),
);

const withHost = (translations: Record<string, unknown>, locale = 'en_us') =>
  createTexts({ locale, host: translateOfficial(translations) }) as Texts<string>;

beforeAll(() => {
  fullTexts(createTexts({ locale: 'en_us' }));
});

describe('the table of official keys', () => {
  it('leads to texts that exist', () => {
    expect(targets.length).toBeGreaterThan(100);
    for (const [key, target] of targets) {
      const name = /^\w+/.exec(target)?.[0] ?? '';
      expect([...Object.keys(everyEnglish), ...dateKeys], key).toContain(name);
    }
  });

  it('names plural forms only of texts that have some', () => {
    for (const [key, target] of targets) {
      const [, name = '', form] = /^(\w+?)\.(\w+)/.exec(target) ?? [];
      if (form) expect(everyEnglish[name], key).toHaveProperty(form);
    }
  });

  it('leads no text of ours to two official ones', () => {
    const seen = new Set<string>();
    for (const [key, target] of targets) {
      const name = /^[\w.]+/.exec(target)?.[0] ?? '';
      expect(seen.has(name), `${key} ${name}`).toBe(false);
      seen.add(name);
    }
  });

  it('has every key of the service, or a reason to leave it out', () => {
    const known = new Set([...Object.keys(officialKeys), ...Object.keys(without)]);
    expect(Object.keys(everyOfficial).filter((key) => !known.has(key))).toEqual([]);
    expect(Object.keys(without).filter((key) => key in officialKeys)).toEqual([]);
  });

  it('takes over every text of the service with its placeholders filled', () => {
    const t = withHost(everyOfficial);
    const params = {
      count: 3,
      v: 3,
      name: 'Ann',
      fromUserName: 'Ann',
      endsText: 'soon',
      to: 'Ann',
      date: 'today',
      author: 'Bo',
    };
    for (const [key, target] of targets) {
      const [, name = ''] = /^(\w+)/.exec(target) ?? [];
      expect(t.override(name), key).toBeDefined();
      const known = placeholders(t(name, params)).filter((found) => found !== 'deleted');
      expect(known, key).toEqual([]);
    }
  });
});

describe('official texts', () => {
  it('replace ours', () => {
    const t = withHost(everyOfficial);
    expect(t('postComment')).toBe('Submit Reply');
    expect(t('postReply')).toBe('Submit Reply');
    expect(t('commentCount', { count: 1 })).toBe('1 comment on this page.');
    expect(t('commentCount', { count: 7 })).toBe('7 comments on this page.');
    expect(t('commentCount', { count: 0 })).toBe('No comments yet. Be the first to comment!');
    expect(t('showNewComments', { count: 1 })).toBe('1 new comment, click to show');
    expect(t('showReplies', { count: 4 })).toBe('Show Replies (4)');
    expect(t('writeReplyTo', { name: 'Ann' })).toBe('Replying to Ann');
    expect(t('loadAll', { count: 9 })).toBe('Load All (9)');
    expect(t('showComments')).toBe('Show comments');
    expect(t('deletedComment')).toBe('[deleted]');
    expect(t('errorCommentTooBig', { count: 2000 })).toBe(
      'Please keep comments under 2,000 characters.',
    );
    // What the service has no key for stays ours.
    expect(t('showMoreReplies', { count: 2 })).toBe('Show 2 more replies');
  });

  it('that stand alone leave the other forms to the layers below', () => {
    const t = withHost({ NO_COMMENTS: 'Nothing', USER_ONLINE: '[count] soul' });
    expect(t('commentCount', { count: 0 })).toBe('Nothing');
    expect(t('commentCount', { count: 1 })).toBe('1 comment');
    expect(t('commentCount', { count: 2 })).toBe('2 comments');
    expect(t('usersOnline', { count: 1 })).toBe('1 soul');
    expect(t('usersOnline', { count: 2 })).toBe('2 people online');
  });

  it.each([
    ['<b>Log</b> in', 'Log in'],
    ['Next <span class="n">(<i>[count]</i>)</span>', 'Next'],
    ['Log&nbsp;in &amp; go', 'Log\xa0in & go'],
    ['&lt;b&gt; &#8230; &#x2026; &quot;x&apos;&unknown;', '<b> … … "x\'&unknown;'],
    ['First<br/>second<p>third</p>', 'First second third'],
    ['<!-- note -->Log in', 'Log in'],
    ['<a href="x" onclick="y()">Log in</a>', 'Log in'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['&#0;&#x110000;&#1114112;Log in', 'Log in'],
  ])('%s are reduced to %s', (html, text) => {
    expect(withHost({ NEXT: html })('loadMoreComments')).toBe(text);
    expect(createTexts({ locale: 'en' }).plain(html)).toBe(
      text === 'Next' ? 'Next ([count])' : text,
    );
  });

  it('never bring a tag along, whatever they are made of', () => {
    const piece = fc.constantFrom(
      '<b>',
      '</b>',
      '<br>',
      '<img src=x onerror=y>',
      '<!--',
      '-->',
      '&lt;',
      '&#60;',
      '&amp;lt;',
      'text',
      ' ',
      '<',
      '>',
      '[count]',
      '<x-y z="1">',
      '</p >',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const encoded = pieces.some((part) => part.startsWith('&'));
        const text = createTexts({ locale: 'en' }).plain(pieces.join(''));
        if (!encoded) expect(text).not.toMatch(/<(?:b|br|img|x-y)[^<>]*>|<\/\w+ ?>/);
        expect(text).toBe(text.trim());
      }),
    );
  });

  it('of other kinds and unknown names are ignored', () => {
    expect(translateOfficial(null)).toBeUndefined();
    expect(translateOfficial(undefined)).toBeUndefined();
    expect(translateOfficial({})).toBeUndefined();
    expect(
      translateOfficial({ REPLY: '', CANCEL: 3, SAVE: null, LOG_IN: '<br>', NEXT: {}, XYZ: 'x' }),
    ).toBeUndefined();
    expect(translateOfficial(JSON.parse('{"__proto__":"x"}') as object as never)).toBeUndefined();
    expect(withHost({ toString: 'x', REPLY: 'Answer' })('reply')).toBe('Answer');
  });

  it('may be given under our own keys too', () => {
    expect(withHost({ showMoreReplies: 'More: [count]' })('showMoreReplies', { count: 1 })).toBe(
      'More: 1',
    );
  });
});

describe('all sources together', () => {
  it('are host, server, locale and English', async () => {
    const { texts: t, failure } = await loadTexts({
      locale: 'de-AT',
      host: { REPLY: 'Antwort!', CONSTRUCTOR: 'x' },
      server: { REPLY: 'from the server', CANCEL: 'Weg damit' },
    });
    expect(failure).toBeNull();
    expect(t('reply')).toBe('Antwort!');
    expect(t('cancel')).toBe('Weg damit');
    expect(t('comments')).toBe('Kommentare');
    expect(t.locale).toBe('de-AT');
    expect(t('commentCount', { count: 0 })).toBe('Noch keine Kommentare');
  });

  it('are English where a locale has no texts, and Russian in the Ukraine', async () => {
    const korean = await loadTexts({ locale: 'ko_kr', host: null, server: {} });
    expect(korean.texts('reply')).toBe('Reply');
    expect(korean.texts.lang).toBe('en');
    expect(korean.failure).toBeNull();
    const russian = await loadTexts({ locale: 'ru_ua' });
    expect(russian.texts('reply')).toBe('Ответить');
    expect(russian.texts.lang).toBe('ru-UA');
  });
});
