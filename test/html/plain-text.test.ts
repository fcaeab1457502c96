import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlain } from '../../src/html/plain-text.js';
import { stripMarkup } from '../../src/html/strip-markup.js';
import { decodeEntities } from '../../src/html/strip-markup.js';

// No document here: this is the reading without a parser. The parser's is tested in browsers.
describe('stripMarkup', () => {
  it.each([
    ['plain & simple', 'plain & simple'],
    ['one<br>two<br/>\nthree', 'one\ntwo\nthree'],
    ['<b>a</b> <i>b</i>', 'a b'],
    ['<ul><li>a</li><li>b</li></ul>c', 'a\nb\nc'],
    ['a<script>alert(1)</script>b', 'ab'],
    ['a<style>p{}</style>b<!-- c -->d', 'abd'],
    ['&lt;b&gt; &amp;amp; &#65;&#x42; &nope; &#0;', '<b> &amp; AB &nope; \ufffd'],
    ['x <spoiler>secret</spoiler> y', 'x ▒▒▒ y'],
    ['x <spoiler>secret', 'x ▒▒▒'],
    ['<img src=x onerror=alert(1)>after', 'after'],
    ['unfinished <img src="', 'unfinished'],
  ])('reads %j', (html, text) => {
    expect(stripMarkup(html)).toBe(text);
  });

  it('keeps spoilers if asked', () => {
    expect(stripMarkup('x <spoiler>secret</spoiler>', true)).toBe('x secret');
  });

  it('takes text without markup, entities and control characters as it is', () => {
    expect(isPlain('Grüße\n\tan "alle" > 3 ]]>')).toBe(true);
    for (const html of ['<b>', 'a&b', 'a\rb', 'a\0b', 'a\x7fb']) expect(isPlain(html)).toBe(false);
  });

  it('finds the words of any inline markup, in order', () => {
    const words = fc.array(fc.stringMatching(/^[a-z&<>]{1,6}$/), { minLength: 1, maxLength: 6 });
    const tag = fc.constantFrom(
      'b',
      'em',
      'span class="x"',
      'a href="https://a.example/?b>c"',
      'x-y',
    );
    fc.assert(
      fc.property(words, tag, (texts, name) => {
        const escaped = texts.map((text) =>
          text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
        );
        const close = name.replace(/ .*/, '');
        const html = escaped.map((text) => `<${name.replace('>', '&gt;')}>${text}</${close}>`);
        expect(stripMarkup(html.join(' '))).toBe(texts.join(' '));
      }),
    );
  });

  it('ends on unfinished markup of any kind', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', 'b', 'script', ' ', '!--', '-->', '"') }),
        (html) => {
          expect(stripMarkup(html).length).toBeLessThanOrEqual(html.length);
        },
      ),
    );
  });

  it('decodes numbers of every plane', () => {
    expect(decodeEntities('&#x1F44D;&#128077;&#1114112;')).toBe('👍👍\ufffd');
  });
});
