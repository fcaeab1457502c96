/** Markup that would take long to parse is not parsed; what is parsed is bounded. */
import { assert } from '@open-wc/testing';
import fc from 'fast-check';
import { isHeavy, plainText } from '../../src/html/plain-text.js';
import { sanitise } from '../../src/html/sanitise.js';
import { labels, serialise } from './body-support.js';
import { loadPurifier } from '../../src/html/purify.js';

// For browsers without a sanitizer of their own, and for frames.
before(() => loadPurifier().then(assert.isTrue));

const options = { labels, authorName: 'Ann' };
const many = (times: number, piece: (index: number) => string) =>
  Array.from({ length: times }, (_, index) => piece(index)).join('');

/** What markup becomes for the parser of the browser. */
function parse(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content;
}

describe('heavy markup', () => {
  const heavy: Readonly<Record<string, string>> = {
    'elements that are not closed': '<b><i>word '.repeat(2_000),
    'elements nested': `${'<div>'.repeat(3_000)}word${'</div>'.repeat(3_000)}`,
    'many attributes': `<b ${many(3_000, (index) => `a${index} `)}>word</b>`,
    'attributes after a quoted bracket': `<b a=">" ${many(3_000, (index) => `a${index} `)}>word</b>`,
    'attributes after a bracket in a shifted quote': `<b ="=">" ${many(3_000, (index) => `a${index} `)}>word</b>`,
    comments: '<!--x-->word'.repeat(1_000),
  };

  for (const [name, html] of Object.entries(heavy)) {
    it(`is shown as text: ${name}`, () => {
      assert.isTrue(isHeavy(html));
      const fragment = sanitise(html, options);
      assert.isNull(fragment.querySelector('*'));
      assert.include(fragment.textContent, 'word');
      assert.notInclude(fragment.textContent, '<');
    });
  }

  it('is what becomes much of little, too', () => {
    for (const html of ['<li><b>'.repeat(600), '<table><b>'.repeat(400)]) {
      assert.isFalse(isHeavy(html));
      assert.isAbove(parse(html).querySelectorAll('*').length, 1_000);
      assert.isNull(sanitise(html + 'word', options).querySelector('*'));
    }
  });

  it('comes out the same when it is sanitised again, just below the limit and just above', () => {
    const pieces = ['<b>x</b>', '<img src="https://a.example/b.png" alt="">', 'a<br>'];
    for (const piece of pieces) {
      for (const times of [450, 499, 500, 548, 549, 550, 551, 600, 998, 999, 1_000, 1_001]) {
        const once = serialise(sanitise(piece.repeat(times)));
        assert.equal(serialise(sanitise(once)), once, `${piece} ${times} times`);
      }
    }
  });

  it('keeps its entities, and its spoilers to itself', () => {
    const html = `a &amp; b &lt;c&gt; <spoiler>secret</spoiler> ${'<div><i>x'.repeat(1_000)}`;
    assert.isTrue(isHeavy(html));
    assert.match(plainText(html), /^a & b <c>\s+x\s+x/);
    assert.notInclude(sanitise(html, options).textContent, 'secret');
  });

  it('is never what is short, what has no markup, or what the service makes of a long comment', () => {
    assert.isFalse(isHeavy('<b>'.repeat(1_500)));
    assert.isFalse(isHeavy('word 1 &lt; 2 &amp; 3 > 2 '.repeat(3_000)));
    const code = many(400, (index) => `<span class="hljs-keyword">word${index}</span>\n`);
    const images = many(
      500,
      (index) => `<img src="https://a.example/${index}.png?a=b&amp;c=d" alt="">`,
    );
    const links = many(
      400,
      (index) => `<a href="https://a.example/${index}" target="_blank">it's</a> `,
    );
    for (const html of [`<pre><code>${code}</code></pre>`, images, links]) {
      assert.isAbove(html.length, 15_000);
      assert.isFalse(isHeavy(html));
      assert.isAbove(sanitise(html, options).querySelectorAll('*').length, 300);
    }
  });

  it('is whatever has many elements or attributes, however its tags are hidden', () => {
    const scraps = [
      '<b', '<', '</', ' ', ' a', '=', '="', '"', "='", "'", '>', '">', '/>', '=">', ' ="', '<title>',
      '</title>', '<textarea>', '</textarea>', '<!--', '-->', '<![CDATA[', '<?', '<svg>', '<style>',
      '</style>', '<b x="y">', '<b x">', '`', '\t', '\n', '\f', '\0', '<plaintext>', '<xmp>', 'é',
    ]; // prettier-ignore
    const scrap = fc.array(fc.constantFrom(...scraps), { maxLength: 8 }).map((all) => all.join(''));
    const payload = fc.constantFrom(
      many(2_000, (index) => ` a${index}`),
      many(2_000, (index) => ` a${index}="x"`),
      many(2_000, (index) => `/a${index}='>'`),
      '<i>'.repeat(3_000),
    );
    let parsed = 0;
    fc.assert(
      fc.property(scrap, payload, scrap, (before, middle, after) => {
        const html = `${before}${middle}${after}${'word '.repeat(1_000)}`;
        if (isHeavy(html)) return;
        parsed++;
        const elements = [...parse(html).querySelectorAll('*')];
        assert.isBelow(elements.length, 1_000);
        for (const { attributes } of elements) assert.isAtMost(attributes.length, 20);
      }),
      { numRuns: fcDeep ? 20_000 : 1_500, seed: 20_261_122 },
    );
    assert.isAbove(parsed, 20, 'some were not heavy');
  });
});
