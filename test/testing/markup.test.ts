import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestServer } from '../../src/testing/index.js';
import { renderComment } from '../../src/testing/comment-markup.js';

const html = (text: string, options = {}) => renderComment(text, options).html;

describe('the subset', () => {
  test.each([
    ['plain', 'plain'],
    ['a **bold** word', 'a <b>bold</b> word'],
    ['<b>bold</b> <strong>too</strong>', '<b>bold</b> <b>too</b>'],
    ['an *italic* word', 'an <i>italic</i> word'],
    ['<i>x</i><em>y</em>', '<i>x</i><i>y</i>'],
    ['***both***', '<b><i>both</i></b>'],
    ['~~gone~~ <strike>too</strike>', '<strike>gone</strike> <strike>too</strike>'],
    ['<u>under</u>', '<u>under</u>'],
    ['2 * 3 * 4 = 24', '2 * 3 * 4 = 24'],
    ['snake*case*name', 'snake*case*name'],
    ['**not closed', '**not closed'],
    ['> said\n> she\nand I', '<blockquote>said<br>she</blockquote>and I'],
    ['- one\n- **two**', '<ul><li>one</li><li><b>two</b></li></ul>'],
    ['1. one\n2. two\nafter', '<ol><li>one</li><li>two</li></ol>after'],
    ['`a < b`', '<code>a &lt; b</code>'],
    ['<code>**x**</code>', '<code>**x**</code>'],
    ['```\n<b>\n```', '<pre><code>&lt;b&gt;</code></pre>'],
    ['before\n\n    one\n    two', 'before<pre><code>one\ntwo</code></pre>'],
    ['first\nsecond', 'first<br>second'],
    ['first<br>second', 'first<br>second'],
    ['a\n\n\n\n\nb', 'a<br><br>b'],
    ['<p>one</p><p>two</p>', 'onetwo'],
    ['<img src="x" onerror="alert(1)">text', 'text'],
    ['<h1>big</h1><s>x</s>', 'bigx'],
    ['<script>alert(1)</script>ok', 'ok'],
    ['<scr<script></script>ipt>alert(1)</script>', 'alert(1)'],
    ['<spoiler>ending</spoiler>', '<spoiler>ending</spoiler>'],
    ['1 < 2 && "quoted"', '1 &lt; 2 &amp;&amp; &quot;quoted&quot;'],
    ['<b>a <i>b</b> c</i>', '<b>a <i>b</i></b> c'],
    ['**a <i>b** c</i>', '<b>a <i>b</i></b> c'],
  ])('%j', (text, wanted) => {
    expect(html(text)).toBe(wanted);
  });

  test('code fences name their language and are coloured', () => {
    expect(html('```js\nconst a = "x"; // no\n```')).toBe(
      '<pre><code class="language-js"><span class="hljs-keyword">const</span> a = ' +
        '<span class="hljs-string">&quot;x&quot;</span>; ' +
        '<span class="hljs-comment">// no</span></code></pre>',
    );
  });

  test('addresses become links, punctuation after them does not', () => {
    expect(html('see https://example.com/a?b=c&d=1, (https://example.com/x).')).toBe(
      'see <a href="https://example.com/a?b=c&amp;d=1" rel="nofollow noopener">' +
        'https://example.com/a?b=c&amp;d=1</a>, ' +
        '(<a href="https://example.com/x" rel="nofollow noopener">https://example.com/x</a>).',
    );
    expect(html('https://example.com', { links: false })).toBe('https://example.com');
  });

  test('[img] becomes the linked inline image, other schemes stay text', () => {
    expect(html('[img]https://example.com/a.webp[/img]')).toBe(
      '<a class="inline-image" href="https://example.com/a.webp">' +
        '<img src="https://example.com/a.webp"></a>',
    );
    expect(html('[img]javascript:alert(1)[/img]')).not.toContain('<');
    expect(renderComment('[img]https://example.com/a.png[/img]').hasImages).toBe(true);
  });

  test('mentions are marked only if they were named, longest first', () => {
    const mentions = ['@Ann', '@Ann Lee'];
    expect(html('@Ann Lee and @Ann and @Annika and @Bob', { mentions })).toBe(
      '<b class="mention">@Ann Lee</b> and <b class="mention">@Ann</b> and @Annika and @Bob',
    );
  });

  test('hashtags lead to their page if they have one', () => {
    expect(html('#One #two a#b', { hashTagUrls: { '#one': 'https://example.com/1' } })).toBe(
      '<a class="hashtag" href="https://example.com/1">#One</a> <span class="hashtag">#two</span> a#b',
    );
  });

  test('spoilers only where the page has them', () => {
    expect(html('<spoiler>x</spoiler>', { spoilers: false })).toBe('x');
  });
});

/** Tags the output may have, and which attributes each with which form of value. */
const allowed: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  b: { class: /^mention$/ },
  i: {},
  u: {},
  strike: {},
  spoiler: {},
  blockquote: {},
  ul: {},
  ol: {},
  li: {},
  br: {},
  pre: {},
  code: { class: /^language-[\w-]+$/ },
  span: { class: /^(hashtag|hljs-(string|comment|number|keyword))$/ },
  a: {
    class: /^(inline-image|hashtag)$/,
    href: /^https?:\/\/[^\s<>"]*$/,
    rel: /^nofollow noopener$/,
  },
  img: { src: /^https?:\/\/[^\s<>"]*$/ },
};

/** Reads HTML by the letter; gives what is not allowed or not well-formed. */
function faults(text: string): string[] {
  const found: string[] = [];
  const open: string[] = [];
  const parts = text.split(/(<[^>]*>)/);
  for (const part of parts) {
    if (!part.startsWith('<')) {
      if (/[<>]/.test(part)) found.push(`bare bracket in ${part}`);
      if (/&(?!(amp|lt|gt|quot|#39);)/.test(part)) found.push(`bare ampersand in ${part}`);
      continue;
    }
    const [, slash, name = '', rest = ''] =
      /^<(\/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)>$/.exec(part) ?? [];
    const attributes = allowed[name];
    if (!attributes) {
      found.push(`tag ${part}`);
      continue;
    }
    if (slash) {
      if (open.pop() !== name) found.push(`closing ${part}`);
      continue;
    }
    for (const [, attribute = '', value = ''] of rest.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
      if (!attributes[attribute]?.test(value)) found.push(`attribute ${attribute}=${value}`);
    }
    if (name !== 'br' && name !== 'img') open.push(name);
  }
  if (open.length > 0) found.push(`left open: ${open.join(' ')}`);
  return found;
}

const pieces = [
  '**',
  '*',
  '~~',
  '`',
  '```',
  '```js\n',
  '> ',
  '- ',
  '1. ',
  '\n',
  '\n\n',
  '    ',
  '\t',
  ' ',
  'x',
  'word',
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<u>',
  '</u>',
  '<code>',
  '</code>',
  '<spoiler>',
  '</spoiler>',
  '<strike>',
  '<p>',
  '</p>',
  '<br>',
  '<br/>',
  '<script>',
  '</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=x>',
  '</svg>',
  '<style>',
  '</style>',
  '<a href="javascript:x">',
  '</a>',
  '<iframe src="https://evil.example">',
  '[img]',
  '[/img]',
  'https://example.com/',
  'http://a.b/?q="><script>',
  'javascript:alert(1)',
  'data:text/html,x',
  '@Ann',
  '@Ann Lee',
  '#tag',
  '#',
  '@',
  '&',
  '&lt;',
  '&nbsp;',
  '"',
  "'",
  '<',
  '>',
  '<<',
  '\u0000',
  '\u202E',
  '😀',
  '<b class="x" onclick="y">',
  '<B>',
  '<b\nid=x>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<math><mi>',
  '\\',
  '*/',
];

test('whatever is sent, only allowed, well-formed markup comes out', () => {
  const hostile = fc
    .array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 6 })),
      {
        maxLength: 40,
      },
    )
    .map((list) => list.join(''));
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, spoilers) => {
      const options = {
        spoilers,
        mentions: ['@Ann', '@Ann Lee'],
        hashTagUrls: { '#tag': 'javascript:alert(1)' },
      };
      expect(faults(html(text, options))).toEqual([]);
    }),
    { numRuns: 4000 },
  );
});

test('the checker itself sees what is wrong', () => {
  for (const bad of [
    '<script>',
    '<b>',
    '</b>',
    '<a href="javascript:x">y</a>',
    '<b onclick="x">y</b>',
    'a < b',
  ]) {
    expect(faults(bad), bad).not.toEqual([]);
  }
});

test('text stays text: without any markup character it comes back as it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\p{L}\p{N} .,;!?()]{1,80}$/u), (text) => {
      fc.pre(text.trim() !== '' && !/^\s*\d{1,3}[.)]\s/.test(text) && !text.startsWith('    '));
      expect(html(text)).toBe(text);
    }),
  );
});

test('a page applies its own settings, and keeps the raw text for editing', async () => {
  const server = createTestServer();
  server.configurePage('plain', { config: { commentHTMLRenderingMode: 1, enableSpoilers: false } });
  const ann = server.visitor('Ann');
  const text = '**see** https://example.com <spoiler>x</spoiler>';
  const comment = await ann.comment(text, { urlId: 'plain' });
  expect(comment.commentHTML).toBe('<b>see</b> https://example.com x');
  const raw = await ann.call('GET', `/comments/demo/${comment._id}/text`);
  expect(raw.json).toMatchObject({ status: 'success', commentText: text });
});
