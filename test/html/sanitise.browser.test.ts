import { wideList } from '../../src/html/wide-list.js';
import { assert } from '@open-wc/testing';
import { decorateBody } from '../../src/html/decorate.js';
import { maxDepth, maxImages, maxMarkup, sanitise } from '../../src/html/sanitise.js';
import type { SanitiseOptions } from '../../src/html/sanitise.js';
import { labels, serialise } from './body-support.js';
import { loadPurifier } from '../../src/html/purify.js';

// For browsers without a sanitizer of their own, and for frames.
before(() => loadPurifier().then(assert.isTrue));

const decorated = (html: string, options: Partial<SanitiseOptions> = {}) =>
  sanitise(html, { labels, authorName: 'Ann', ...options });

const bare = (html: string) => serialise(sanitise(html));

function find(root: ParentNode, selector: string): HTMLElement & HTMLAnchorElement {
  const found = root.querySelector<HTMLElement & HTMLAnchorElement>(selector);
  if (!found) throw new Error(`nothing matches ${selector}`);
  return found;
}

describe('sanitise: the bare subset', () => {
  const cases: [string, string, string][] = [
    [
      'keeps the allowed elements',
      '<b>b</b><em>e</em><u>u</u><i>i</i><strike>s</strike><pre>p</pre><span>s</span><code>c</code><strong>s</strong><ul><li>1</li></ul><ol><li>2</li></ol><br><blockquote>q</blockquote><spoiler>x</spoiler>',
      '<b>b</b><em>e</em><u>u</u><i>i</i><strike>s</strike><pre>p</pre><span>s</span><code>c</code><strong>s</strong><ul><li>1</li></ul><ol><li>2</li></ol><br><blockquote>q</blockquote><spoiler>x</spoiler>',
    ],
    ['keeps the text of others', '<h1>a</h1> <x-y><p>b</p></x-y> <marquee>c</marquee>', 'a b c'],
    [
      'drops others whole',
      'a<script>x</script><style>x</style><template><b>x</b></template><svg><text>x</text></svg><math><mi>x</mi></math><noscript>x</noscript><iframe src="https://a.example">x</iframe><object>x</object><textarea>x</textarea><select><option>x</select><title>x</title>b',
      'ab',
    ],
    [
      'keeps harmless attributes only',
      '<span title="t" dir="RTL" lang="he-IL" id="i" name="n" style="color:red" class="mention evil" data-x="1" data-fc="spoiler" aria-label="a" role="alert" tabindex="0" accesskey="x" slot="s" part="p" onclick="x" hidden inert contenteditable>x</span>',
      '<span title="t" dir="rtl" lang="he-il" class="mention">x</span>',
    ],
    [
      'keeps the named classes',
      '<a class="inline-image"><span class="comment-image react mention hashtag hljs hljs-keyword token token-x language-ts hljsx languagex fc-button">x</span></a>',
      '<a class="inline-image"><span class="comment-image react mention hashtag hljs hljs-keyword token token-x language-ts">x</span></a>',
    ],
    [
      'bounds numbers',
      '<img src="https://a.example/b.png" width="30" height="99999" alt=" x "><ol start="3"><li>a</li></ol><ol start="x"><li>b</li></ol><ul start="3"></ul>',
      '<img src="https://a.example/b.png" width="30" alt="x"><ol start="3"><li>a</li></ol><ol><li>b</li></ol><ul></ul>',
    ],
    [
      'takes href off links that lead elsewhere than http, https and mailto',
      '<a href="javascript:alert(1)">a</a><a href="/relative">b</a><a href="data:text/html,x">c</a><a href="mailto:a@b.example">d</a><a href="HTTPS://A.example">e</a>',
      '<a>a</a><a>b</a><a>c</a><a href="mailto:a@b.example">d</a><a href="https://a.example/">e</a>',
    ],
    [
      'gives way to the alternative text where the source may not be used',
      '<img src="data:image/png;base64,AA" alt="cat">|<img src="blob:x">|<img alt="dog">|<img src="mailto:a@b.c" alt="m">',
      'cat||dog|m',
    ],
    [
      'takes attributes off elements they are not for',
      '<b href="https://a.example" src="https://a.example" alt="x" width="3">x</b>',
      '<b>x</b>',
    ],
    // Taking the attribute off would not be enough: the parser has noted it with the element.
    ['drops elements that would be upgraded by the page', 'a<b is="page-widget">x</b>', 'a'],
    ['drops control characters', '<b title="a&#1;b">x&#8;y&#13;z</b>', '<b title="ab">xyz</b>'],
    [
      'keeps links out of links',
      '<a href="https://a.example/">x<table><td><a href="https://b.example/">y</a></table></a>',
      '',
    ],
    [
      'puts the mask round a link, not into it',
      '<a href="https://a.example/">x<spoiler>y</spoiler></a>',
      '<spoiler><a href="https://a.example/">xy</a></spoiler>',
    ],
    [
      'keeps masks out of masks',
      '<spoiler>a<b><spoiler>b</spoiler></b></spoiler>',
      '<spoiler>a<b>b</b></spoiler>',
    ],
    ['ignores comments and processing instructions', 'a<!-- x --><?php x ?>b<![CDATA[x]]>c', 'abc'],
    ['is empty for nothing', '', ''],
    ['keeps plain text as it is', 'a "b" > c\n\td', 'a "b" &gt; c\n\td'],
  ];
  for (const [title, html, expected] of cases) {
    it(title, () => {
      if (expected) assert.equal(bare(html), expected);
      else if (html) assert.notMatch(bare(html), /<a[^>]*>(?:(?!<\/a>).)*<a/);
      else assert.equal(bare(html), '');
    });
  }

  it('is not fooled by attributes named like members of an object', () => {
    assert.equal(
      bare('<b constructor="x" __proto__="y" toString="z" hasOwnProperty>a</b>'),
      '<b>a</b>',
    );
  });

  it('is inert until it is inserted', () => {
    const fragment = sanitise('<img src="https://a.example/b.png"><b>x</b>');
    assert.notEqual(fragment.ownerDocument, document);
    assert.isNull(fragment.ownerDocument.defaultView);
  });
});

describe('sanitise: containment', () => {
  function depthOf(node: Node): number {
    let deepest = 0;
    for (const child of node.childNodes) deepest = Math.max(deepest, depthOf(child));
    return node.nodeType === Node.ELEMENT_NODE ? deepest + 1 : deepest;
  }

  it('flattens what nests deeper than the limit and keeps its text in order', () => {
    for (const tag of ['b', 'blockquote', 'span']) {
      const html = `${`<${tag}>a`.repeat(300)}end${`z</${tag}>`.repeat(300)}`;
      const fragment = sanitise(html);
      assert.isAtMost(depthOf(fragment), maxDepth);
      assert.equal(fragment.textContent, `${'a'.repeat(300)}end${'z'.repeat(300)}`);
    }
  });

  it('keeps the mask of a spoiler that is nested too deeply', () => {
    const html = `${'<span>'.repeat(60)}<spoiler>secret</spoiler>${'</span>'.repeat(60)}`;
    const fragment = decorated(html);
    assert.isTrue(find(fragment, '[part="spoiler-text"]').inert);
    assert.equal(find(fragment, '[part="spoiler-text"]').textContent, 'secret');
  });

  it('makes links of the images after the limit', () => {
    const html = '<img src="https://a.example/b.png" alt="cat"> '.repeat(maxImages + 3);
    const fragment = decorated(html);
    assert.lengthOf(fragment.querySelectorAll('img'), maxImages);
    const links = fragment.querySelectorAll('a');
    assert.lengthOf(links, 3);
    assert.equal(links[0]?.textContent, 'cat');
    assert.equal(links[0]?.getAttribute('href'), 'https://a.example/b.png');
    assert.equal(links[0]?.target, '_blank');
  });

  it('shows longer markup as text', () => {
    const fragment = sanitise(`<b>x</b>${' y'.repeat(maxMarkup / 2)}`);
    assert.isNull(fragment.firstElementChild);
    assert.match(fragment.textContent, /^x y y/);
  });
});

describe('sanitise: decoration', () => {
  it('sends links elsewhere and names their host', () => {
    const link = find(
      decorated(
        '<a href="https://a.example/x" title="https://bank.example" target="_top" rel="opener">x</a>',
      ),
      'a',
    );
    assert.equal(link.rel, 'ugc nofollow noopener noreferrer');
    assert.equal(link.target, '_blank');
    assert.equal(link.dataset.fcHost, 'a.example');
    assert.isFalse(link.hasAttribute('title'));
    assert.equal(link.getAttribute('part'), 'link');
  });

  it('says where a link leads that claims to lead elsewhere', () => {
    const part = (html: string) => find(decorated(html), 'a').getAttribute('part');
    const lie = find(
      decorated('<a href="https://evil.example/">https://bank.example/login</a>'),
      'a',
    );
    assert.equal(lie.title, 'evil.example');
    assert.equal(lie.getAttribute('part'), 'link link-mismatch');
    assert.equal(part('<a href="https://evil.example/">bank.example</a>'), 'link link-mismatch');
    assert.equal(
      part('<a href="https://bank.example.evil.example/">bank.example</a>'),
      'link link-mismatch',
    );
    assert.equal(part('<a href="https://www.a.example/x">a.example/x</a>'), 'link');
    assert.equal(part('<a href="https://sub.a.example:8080/x">https://a.example</a>'), 'link');
    assert.equal(part('<a href="https://münchen.example/">münchen.example</a>'), 'link');
    assert.equal(part('<a href="https://a.example/">read this</a>'), 'link');
    assert.equal(part('<a href="mailto:a@b.example">a@b.example</a>'), 'link');
  });

  it('leaves links without an address alone', () => {
    const link = find(decorated('<a href="javascript:x">x</a>'), 'a');
    assert.isFalse(link.hasAttribute('rel'));
    assert.isFalse(link.hasAttribute('href'));
  });

  it('makes images lazy, private and described', () => {
    const [first, second, react] = decorated(
      '<img src="https://a.example/1.png"><img src="https://a.example/2.png" alt="A cat" width="30" height="40"><img class="react" src="https://a.example/3.png">',
    ).querySelectorAll('img');
    assert.equal(first?.alt, 'Image posted by Ann');
    assert.equal(first?.getAttribute('loading'), 'lazy');
    assert.equal(first?.getAttribute('decoding'), 'async');
    assert.equal(first?.getAttribute('referrerpolicy'), 'no-referrer');
    assert.equal(first?.getAttribute('part'), 'comment-image');
    assert.equal(second?.alt, 'A cat');
    assert.equal(second?.getAttribute('part'), 'comment-image comment-image-sized');
    assert.equal(react?.getAttribute('part'), 'react');
    assert.isTrue(react?.hasAttribute('alt'));
  });

  it('marks a link round one image', () => {
    const link = find(
      decorated(
        '<a class="inline-image" href="https://a.example/a.webp"><img src="https://a.example/a.webp"></a>',
      ),
      'a',
    );
    assert.equal(link.dataset.fc, 'image');
    assert.equal(link.getAttribute('part'), 'image-link');
  });

  it('finds mentions and hashtags in the text, not in links, code or URLs', () => {
    const fragment = decorated(
      'Hi @Ann, see #one-two (#three) me@example.com x#no https://a.example/#no <code>#no @no</code><pre>#no</pre> <a href="https://a.example">#no @no</a> <b>@Ann Lee</b> @Žofie.',
    );
    assert.deepEqual(
      [...fragment.querySelectorAll<HTMLButtonElement>('button')].map((tag) => [
        tag.value,
        tag.textContent,
        tag.type,
      ]),
      [
        ['one-two', '#one-two', 'button'],
        ['three', '#three', 'button'],
      ],
    );
    assert.deepEqual(
      [...fragment.querySelectorAll('[part~="mention"]')].map((mention) => mention.textContent),
      ['@Ann', '@Ann Lee', '@Žofie'],
    );
  });

  it('marks a bold mention as a whole', () => {
    const bold = find(decorated('<b>Hello</b> <b class="x">@Ann</b>'), '[part~="mention"]');
    assert.equal(bold.textContent, '@Ann');
  });

  it('takes hashtags that the service marked', () => {
    const fragment = decorated(
      '<span class="hashtag">#été</span> <a class="hashtag" href="https://a.example/t">#two</a> <a class="hashtag">#three</a>',
    );
    assert.deepEqual(
      [...fragment.querySelectorAll('button')].map(({ value }) => value),
      ['été', 'three'],
    );
    assert.equal(find(fragment, 'a').getAttribute('part'), 'hashtag');
  });

  it('leaves mentions and hashtags alone if asked', () => {
    const fragment = decorated('@Ann #one', { mentions: false, hashtags: false });
    assert.isNull(fragment.firstElementChild);
  });

  it('masks spoilers from everyone until they are opened', () => {
    const fragment = decorated('a <spoiler>b <i>c</i></spoiler>');
    const mask = find(fragment, '[data-fc="spoiler"]');
    assert.equal(find(mask, 'button').textContent, 'Spoiler');
    assert.equal(find(mask, 'button').getAttribute('aria-expanded'), 'false');
    assert.isTrue(find(mask, '[part="spoiler-text"]').inert);
    assert.equal(find(mask, '[part="spoiler-text"]').textContent, 'b c');
    assert.isNull(fragment.querySelector('spoiler'));
  });

  it('lets GIFs wait under reduced motion, and every image if asked', () => {
    const html =
      '<a class="inline-image" href="https://a.example/a.gif"><img src="https://a.example/a.gif?x=1"></a><img src="https://a.example/b.png">';
    assert.isNull(decorated(html).querySelector('button'));
    const still = decorated(html, { reduceMotion: true });
    assert.lengthOf(still.querySelectorAll('[data-fc="held"]'), 1);
    assert.isNull(still.querySelector('a'), 'a button does not stand in a link');
    assert.isFalse(find(still, '[data-fc="held"] img').hasAttribute('src'));
    assert.equal(find(still, 'button').getAttribute('aria-label'), 'Play GIF: Image posted by Ann');
    assert.lengthOf(decorated(html, { deferImages: true }).querySelectorAll('[data-fc="held"]'), 2);
  });

  it('decorates what stands on the page, once', () => {
    const html =
      '#one @Ann <b>@Bo</b> <spoiler>#two</spoiler> <span class="hashtag">#three</span> <a href="https://a.example">https://b.example</a> <img src="https://a.example/a.gif"><iframe src="https://www.youtube.com/embed/1"></iframe>';
    const options = { labels, authorName: 'Ann', reduceMotion: true, allowEmbeds: true };
    const body = document.createElement('div');
    body.append(sanitise(html, options));
    const before = body.innerHTML;
    decorateBody(body, options);
    assert.equal(body.innerHTML, before);
    assert.lengthOf(body.querySelectorAll('[data-fc]'), 6);
  });

  it('makes click-to-load links of frames where they are allowed', () => {
    const html =
      'a<iframe src="https://www.youtube.com/embed/1">Your browser <b>cannot</b></iframe><iframe src="https://other.example/x"></iframe><iframe src="javascript:alert(1)"></iframe><iframe srcdoc="<b>x</b>"></iframe><iframe src="http://www.youtube.com/embed/1"></iframe>b';
    assert.equal(decorated(html).textContent, 'ab');
    const links = decorated(html, {
      allowEmbeds: true,
      allowedEmbedDomains: ['mine.example'],
    }).querySelectorAll('a');
    assert.deepEqual(
      [...links].map((link) => [link.getAttribute('href'), link.dataset.fc, link.textContent]),
      [
        ['https://www.youtube.com/embed/1', 'embed', 'Load content from www.youtube.com'],
        ['https://other.example/x', undefined, 'Load content from other.example'],
        ['http://www.youtube.com/embed/1', undefined, 'Load content from www.youtube.com'],
      ],
    );
    for (const { rel, target } of links) {
      assert.deepEqual([rel, target], ['ugc nofollow noopener noreferrer', '_blank']);
    }
    assert.lengthOf(
      decorated(html, { allowEmbeds: true }).querySelectorAll('[data-fc="embed"]'),
      2,
    );
  });

  it('lets the owner of a site use more', () => {
    const html =
      '<h2 id="x">Rules</h2><p style="x">Be <small>nice</small></p><table><tr><th scope="col" colspan="2">a</th></tr><tr><td onclick="x" rowspan="9999">#b @c</td></tr></table><form><input name="x"></form><iframe src="https://a.example"></iframe><script>x</script>';
    const fragment = decorated(html, { wide: wideList, allowEmbeds: true });
    assert.equal(
      serialise(fragment),
      '<h2>Rules</h2><p>Be <small>nice</small></p><table><tbody><tr><th scope="col" colspan="2">a</th></tr><tr><td>#b @c</td></tr></tbody></table>',
    );
  });
});

describe('sanitise: alone on the page', () => {
  it('knows nothing of hooks and settings of another DOMPurify', async () => {
    const { default: DOMPurify } = await import('dompurify');
    DOMPurify.addHook('uponSanitizeElement', (node) => {
      if (node instanceof Element) node.setAttribute('id', 'hooked');
    });
    DOMPurify.setConfig({ ALLOWED_TAGS: ['script'], ADD_ATTR: ['onclick'], KEEP_CONTENT: false });
    try {
      assert.equal(bare('<b onclick="x">a</b><script>b</script>'), '<b>a</b>');
      assert.equal(
        serialise(decorated('<h2 onclick="x">a</h2>', { wide: wideList })),
        '<h2>a</h2>',
      );
    } finally {
      DOMPurify.clearConfig();
      DOMPurify.removeAllHooks();
    }
  });

  it('shows text if the page has broken prototypes', () => {
    // A page's library that adds enumerable members must not widen the lists.
    Object.defineProperty(Object.prototype, 'onclick', {
      value: { keep: String },
      configurable: true,
      enumerable: true,
    });
    try {
      assert.equal(bare('<b onclick="x">a</b>'), '<b>a</b>');
    } finally {
      delete (Object.prototype as { onclick?: unknown }).onclick;
    }
  });
});
