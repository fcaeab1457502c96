import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textFingerprint } from '../../src/html/text-fingerprint.js';

const pairs: [string, string][] = [
  ['Hello **world** and *you*', 'Hello <b>world</b> and <i>you</i>'],
  ['~~old~~ <u>new</u>', '<strike>old</strike> <u>new</u>'],
  ['one\ntwo\n\nthree', 'one<br>two<br><br>three'],
  ['Tom & Jerry < 3 > 2 "q"', 'Tom &amp; Jerry &lt; 3 &gt; 2 &quot;q&quot;'],
  ['> quoted\nanswer', '<blockquote>quoted</blockquote>answer'],
  ['1. first\n2. second', '<ol><li>first</li><li>second</li></ol>'],
  ['- a\n- b', '<ul><li>a</li><li>b</li></ul>'],
  [
    'See https://example.com/a?b=1&c=2 now',
    'See <a href="https://example.com/a?b=1&amp;c=2" rel="nofollow">https://example.com/a?b…</a> now',
  ],
  [
    'Look [img]https://example.com/a.webp[/img]',
    'Look <a class="inline-image" href="https://example.com/a.webp"><img src="https://example.com/a.webp"></a>',
  ],
  ['[img]https://e.example/a.png[/img]', '<img src="https://e.example/a.png">'],
  ['@Ann\u00a0hi #tag', '<b>@Ann</b> hi <a class="hashtag">#tag</a>'],
  ['```\nlet a = 1;\n```', '<pre><code><span class="hljs-keyword">let</span> a = 1;</code></pre>'],
  ['<spoiler>He dies</spoiler>', '<spoiler>He dies</spoiler>'],
  ['...', '...'],
  ['naïve cafe\u0301', 'na&#239;ve caf&eacute;'.replace('&eacute;', '\u00e9')],
  ['👍', '👍'],
];

describe('textFingerprint', () => {
  it.each(pairs)('is one for %j and what the service makes of it', (raw, html) => {
    expect(textFingerprint(raw)).toBe(textFingerprint(html));
    expect(textFingerprint(raw)).not.toBe('');
  });

  it('tells different texts apart', () => {
    const all = pairs.map(([raw]) => textFingerprint(raw));
    expect(new Set(all).size).toBe(all.length);
    expect(textFingerprint('yes!')).not.toBe(textFingerprint('yes?'));
    expect(textFingerprint('[img]https://e.example/a.png[/img]')).not.toBe(
      textFingerprint('[img]https://e.example/b.png[/img]'),
    );
  });

  it('survives marks, escaping and line breaks round any words', () => {
    const word = fc.stringMatching(/^[a-zа-яא-ת0-9ü漢]{1,8}$/u);
    const mark = fc.constantFrom(['**', 'b'], ['*', 'i'], ['~~', 'strike'], ['', '']);
    const piece = fc.tuple(word, mark);
    const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1 }),
        fc.constantFrom(' & ', '\n', ' < ', ', '),
        (pieces, gap) => {
          const raw = pieces.map(([text, [md]]) => `${md}${text}${md}`).join(gap);
          const html = pieces
            .map(([text, [, tag]]) => (tag ? `<${tag}>${text}</${tag}>` : text))
            .join(gap === '\n' ? '<br>' : escape(gap));
          expect(textFingerprint(raw)).toBe(textFingerprint(html));
        },
      ),
    );
  });
});
