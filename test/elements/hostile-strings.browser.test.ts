/** Hostile markup in every string of the service but a comment's own text. */
import { assert } from '@open-wc/testing';
import { hostileCorpus, sample } from '../html/hostile-corpus.js';
import { ServicePage } from './service.js';
import { leave, pause, until, visit } from './visitor.js';

const origin = `${location.origin}/run-${Math.random().toString(36).slice(2)}`;
const vectors = sample(hostileCorpus(origin), 200, 20_261_122).map(({ html }) => html);
/** Comments that carry them: each takes some into its fields. */
const perPage = 20;

const globals = globalThis as unknown as Record<string, unknown>;
let ran = 0;

/** A comment with one vector in each of its strings. */
function comment(index: number) {
  const v = (at: number) => vectors[(index * 7 + at) % vectors.length] ?? '';
  return {
    _id: `c${index}`,
    userId: `user${index}`,
    commenterName: vectors[index],
    commenterLink: index % 2 ? v(1) : `javascript:fcRan()//${index}`,
    avatarSrc: index % 2 ? v(2) : 'javascript:fcRan()',
    displayLabel: v(3),
    commentHTML: `plain ${index}`,
    parentId: null,
    date: index % 5 ? '2026-11-01T00:00:00.000Z' : v(4),
    verified: true,
    votes: 1,
    votesUp: 1,
    votesDown: 0,
    badges: [
      {
        id: v(5),
        type: 1,
        description: v(6),
        displayLabel: v(7),
        displaySrc: index % 3 ? null : v(8),
        backgroundColor: `red;background-image:url(${origin}/canary/other/colour)`,
        borderColor: `1px;}</style>${v(9)}`,
        textColor: v(10),
        cssClass: v(11),
      },
    ],
  };
}

/** The answer to a first read, with vectors in the texts of the page too. */
function answer(from: number) {
  const v = (at: number) => vectors[(from + at) % vectors.length] ?? '';
  const keys = ['ADD_COMMENT', 'REPLY', 'POST_REPLY', 'SHOW_REPLIES', 'LOG_IN', 'COMMENTS', 'LOAD_MORE', 'NAME', 'ENTER_EMAIL']; // prettier-ignore
  return {
    status: 'success',
    comments: Array.from({ length: perPage }, (_, index) => comment(from + index)),
    commentCount: perPage,
    user: null,
    translatedWarning: v(1),
    customConfig: {
      translations: Object.fromEntries(keys.map((key, index) => [key, v(index + 2)])),
      headerHTML: v(12),
      defaultAvatarSrc: v(13),
      commentCountFormat: v(14),
      tos: { enabled: true, textByLocale: { en_us: v(15) } },
    },
  };
}

describe(`hostile strings (${vectors.length} vectors)`, () => {
  before(() => {
    globals.fcRan = () => ran++;
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) globals[name] = () => ran++;
  });
  afterEach(leave);

  it('run nothing, fetch nothing but images, and stay text', async () => {
    const errors: string[] = [];
    const onError = ({ message }: ErrorEvent) => errors.push(message);
    window.addEventListener('error', onError);
    const title = document.title;
    for (let from = 0; from < vectors.length; from += perPage) {
      const page = new ServicePage();
      await page.fault({
        operation: 'getCommentsPublic',
        fault: { kind: 'answer', status: 200, json: answer(from) },
      });
      const visitor = await visit({ page });
      assert.equal(visitor.comments().length, perPage);
      for (const element of visitor.root.querySelectorAll('*')) {
        const name = element.localName;
        assert.notInclude(['script', 'iframe', 'object', 'embed', 'base', 'form-x', 'math', 'link', 'meta'], name); // prettier-ignore
        for (const { name: attribute, value } of element.attributes) {
          assert.notMatch(attribute, /^on/, `${name} ${attribute}`);
          if (/^(href|src|action|formaction|xlink:href|srcdoc|poster|data)$/.test(attribute)) {
            assert.notMatch(value, /^\s*(javascript|vbscript|data):/i, `${name} ${attribute}`);
          }
        }
        if (element instanceof HTMLElement && element.matches('[part~="badge"]')) {
          assert.equal(element.style.backgroundImage, '');
        }
      }
      for (const article of visitor.comments()) {
        const link = article.querySelector('a[part~="comment-author"]');
        if (link) assert.match(link.getAttribute('href') ?? '', /^https?:/);
      }
      leave();
    }
    await pause(500);
    const fetched = (await (await fetch(`${origin}/canary-log`)).json()) as string[];
    assert.deepEqual(
      fetched.filter((path) => !path.startsWith('/image/')),
      [],
    );
    assert.equal(ran, 0, 'handlers that ran');
    assert.deepEqual(errors, []);
    assert.equal(document.title, title);
    window.removeEventListener('error', onError);
  });
});

describe('settings whose inside is of another shape', () => {
  afterEach(leave);

  const insides: Readonly<Record<string, object>> = {
    'terms that are lists': {
      tos: { enabled: true, textByLocale: { en_us: [[]], de_de: 'Terms' } },
    },
    'terms by nothing': { tos: { enabled: [], textByLocale: 7 }, locale: '__proto__' },
    'domains in an object': { allowEmbeds: true, allowedEmbedDomains: { 'a.example': true } },
    'translations of translations': { translations: { REPLY: { en_us: {} }, LOG_IN: [null] } },
  };

  for (const [name, customConfig] of Object.entries(insides)) {
    it(`of ${name}: the thread stands, and so does its box`, async () => {
      const page = new ServicePage();
      const frame = '<iframe src="https://a.example/frame"></iframe>';
      const json = {
        status: 'success',
        comments: [{ ...comment(1), commenterName: 'Ann', commentHTML: `Framed ${frame}` }],
        commentCount: 1,
        user: null,
        customConfig,
      };
      await page.fault({
        operation: 'getCommentsPublic',
        fault: { kind: 'answer', status: 200, json },
      });
      const visitor = await visit({ page });
      const errors: unknown[] = [];
      const onRejection = (event: PromiseRejectionEvent) => {
        event.preventDefault();
        errors.push(event.reason);
      };
      window.addEventListener('unhandledrejection', onRejection);
      visitor.press(visitor.get('textbox', 'Write a comment'));
      await until('the rest of the box', () => visitor.sees('button', 'Post comment'));
      await until('the text', () => visitor.bodies().some((text) => text.includes('Framed')));
      window.removeEventListener('unhandledrejection', onRejection);
      assert.deepEqual(errors, []);
    });
  }
});

describe('containment', () => {
  afterEach(leave);

  const bodies: Readonly<Record<string, string>> = {
    'combining marks': `Zalgo ${'a\u0300\u0301\u0316\u0317\u0488\u20dd'.repeat(20)}${'e' + '\u0301'.repeat(3000)}`, // prettier-ignore
    'bidi controls': `${'\u202e\u2066\u202d'.repeat(500)}turned round ${'\u2067'.repeat(200)}`,
    'a word of 10,000 characters': 'w'.repeat(10_000),
    'lists 200 deep': `${'<ul><li>'.repeat(200)}deep${'</li></ul>'.repeat(200)}`,
    '500 images': Array.from({ length: 500 }, (_, index) => `<img src="${origin}/canary/image/${index}" width="9000" height="9">`).join(''), // prettier-ignore
  };

  for (const [name, html] of Object.entries(bodies)) {
    it(`of ${name}: nothing reaches over its comment or the page`, async () => {
      const page = new ServicePage();
      const json = {
        status: 'success',
        comments: [
          {
            ...comment(1),
            commenterName: 'Ann',
            badges: [],
            displayLabel: null,
            commentHTML: html,
          },
          { ...comment(2), commenterName: 'Ben', badges: [], displayLabel: null },
        ],
        commentCount: 2,
        user: null,
      };
      await page.fault({
        operation: 'getCommentsPublic',
        fault: { kind: 'answer', status: 200, json },
      });
      const visitor = await visit({ page });
      const [first, second] = visitor.comments();
      assert.isOk(first && second);
      const { clientWidth, scrollWidth } = document.documentElement;
      assert.isAtMost(scrollWidth, clientWidth, 'the page does not scroll sideways');
      assert.isAtMost(first.getBoundingClientRect().bottom, second.getBoundingClientRect().top + 1);
      // What stands out of its box is cut off there: the point above and below are the neighbours'.
      const cuts = [...first.querySelectorAll('*'), first].some(
        (element) =>
          /paint|strict|content/.test(getComputedStyle(element).contain) ||
          /hidden|clip|auto|scroll/.test(getComputedStyle(element).overflowY) ||
          getComputedStyle(element).contentVisibility === 'auto',
      );
      assert.isTrue(cuts, 'something cuts off what stands out');
    });
  }
});
