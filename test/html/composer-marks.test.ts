import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertImage, marks, wrapSelection } from '../../src/html/composer-marks.js';
import type { Edit, Mark } from '../../src/html/composer-marks.js';

/** Text with its selection between brackets: `a [b] c`; a caret is `|`. */
function parse(marked: string): [string, number, number] {
  const caret = marked.indexOf('|');
  if (caret >= 0) return [marked.replace('|', ''), caret, caret];
  const start = marked.indexOf('[');
  return [marked.replace(/[[\]]/g, ''), start, marked.indexOf(']') - 1];
}

function show({ text, start, end }: Edit): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
}

describe('wrapSelection', () => {
  it.each<[Mark, string, string]>([
    ['bold', 'a [b] c', 'a [**b**] c'],
    ['bold', 'a [**b**] c', 'a [b] c'],
    ['bold', 'a **[b]** c', 'a [b] c'],
    ['bold', 'a [b ]c', 'a [**b**] c'],
    ['bold', 'a | c', 'a **|** c'],
    ['bold', 'a **|** c', 'a | c'],
    ['bold', '[one\n\ntwo]', '[**one**\n\n**two**]'],
    ['italic', '[b]', '[*b*]'],
    ['italic', '**[b]**', '**[*b*]**'],
    ['italic', '***[b]***', '**[b]**'],
    ['italic', '[**b**]', '[***b***]'],
    ['strike', '[b]', '[~~b~~]'],
    ['underline', '[b]', '[<u>b</u>]'],
    ['spoiler', '[b]', '[<spoiler>b</spoiler>]'],
    ['code', '[b]', '[<code>b</code>]'],
    ['code', '[a\nb]', '[```\na\nb\n```]'],
    ['quote', 'x\na[b\nc]d', 'x\n[> ab\n> cd]'],
    ['quote', '[> a\n> b]', '[a\nb]'],
    ['list', '|', '- |'],
    ['list', '\n|a', '\n- a|'],
    ['list', '|\na', '- |\na'],
    ['ordered', '[a\nb]', '[1. a\n2. b]'],
    ['ordered', '[- a\n- b]', '[1. a\n2. b]'],
    ['ordered', '[1. a\n2. b]', '[a\nb]'],
    ['link', 'see [here] now', 'see here [https://] now'],
    ['link', 'see | now', 'see [https://] now'],
    ['link', '[https://a.example]', 'https://a.example|'],
  ])('%s: %j becomes %j', (mark, from, to) => {
    expect(show(wrapSelection(...parse(from), mark))).toBe(to);
  });

  it('leaves the words and a valid selection, whatever is marked', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '*', '~', '>', '-', '1. ') });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), fc.constantFrom(...marks), (value, a, b, mark) => {
        const start = Math.min(a, b, value.length);
        const end = Math.min(Math.max(a, b), value.length);
        const edit = wrapSelection(value, start, end, mark);
        expect(edit.start).toBeGreaterThanOrEqual(0);
        expect(edit.end).toBeGreaterThanOrEqual(edit.start);
        expect(edit.end).toBeLessThanOrEqual(edit.text.length);
        const words = (from: string) =>
          from.replace(/<\/?\w+>|https:\/\//g, '').replace(/[^a]/g, '');
        expect(words(edit.text)).toBe(words(value));
      }),
    );
  });
});

describe('insertImage', () => {
  it('sets the image off from the words', () => {
    expect(show(insertImage('ab', 1, 1, 'https://x.example/i.png'))).toBe(
      'a [img]https://x.example/i.png[/img] |b',
    );
    expect(show(insertImage('', 0, 0, 'u'))).toBe('[img]u[/img] |');
    expect(show(insertImage('a b c', 2, 3, 'u'))).toBe('a [img]u[/img]| c');
  });
});
