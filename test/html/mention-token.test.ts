import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertMention, mentionAt, stillMentioned } from '../../src/html/mention-token.js';

const at = (marked: string) => mentionAt(marked.replace('|', ''), marked.indexOf('|'));

describe('mentionAt', () => {
  it('finds a name being typed at the start or after white space', () => {
    expect(at('@an|')).toEqual({ start: 0, end: 3, query: 'an' });
    expect(at('Hi @an|')).toEqual({ start: 3, end: 6, query: 'an' });
    expect(at('Hi\n@an|n there')).toEqual({ start: 3, end: 7, query: 'an' });
    expect(at('@|')).toEqual({ start: 0, end: 1, query: '' });
  });

  it.each(['ann@exa|mple.com', '@ann |', '@ann\u00a0|', '|@ann', 'ann|', '@@a|', ''])(
    'finds none in %j',
    (text) => expect(at(text)).toBeNull(),
  );
});

describe('insertMention', () => {
  it('replaces the token and ends with a no-break space', () => {
    const text = 'Hi @an there';
    const token = mentionAt(text, 6);
    expect(token && insertMention(text, token, 'Ann Lee')).toEqual({
      text: 'Hi @Ann Lee\u00a0there',
      start: 12,
      end: 12,
    });
  });

  it('leaves no mention open at the caret', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z ]*$/),
        fc.stringMatching(/^[a-z]*$/),
        (before, query) => {
          const text = `${before} @${query}`;
          const token = mentionAt(text, text.length);
          expect(token).not.toBeNull();
          if (!token) return;
          const edit = insertMention(text, token, 'Ann');
          expect(mentionAt(edit.text, edit.start)).toBeNull();
          expect(edit.text.startsWith(before)).toBe(true);
        },
      ),
    );
  });
});

describe('stillMentioned', () => {
  const ann = { id: '1', tag: '@Ann' };
  const lee = { id: '2', tag: '@Ann Lee' };
  it('keeps the people whose tag still stands', () => {
    expect(stillMentioned('Hi @Ann!', [ann, lee])).toEqual([ann]);
    expect(stillMentioned('Hi @Ann Lee!', [ann, lee])).toEqual([lee]);
    expect(stillMentioned('@Ann and @Ann Lee', [ann, lee])).toEqual([ann, lee]);
    expect(stillMentioned('Hi @Anna, me@Ann', [ann])).toEqual([]);
  });
});
