import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import { kept, make, patch, type Child, type Spec } from '../../src/elements/patch.js';

/** The same nodes, made one by one and from nothing. */
function byHand([tag, attributes, ...children]: Spec): HTMLElement {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) {
      element.setAttribute(key.replace('+', ''), String(value));
    }
  }
  for (const child of children) {
    if (child && child !== kept) {
      element.append(typeof child === 'string' ? child : byHand(child as Spec));
    }
  }
  return element;
}

/** Attributes have no order. */
function written(element: Element): string {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
  const inner = [...element.childNodes].map((node) =>
    node instanceof Element ? written(node) : `"${node.textContent ?? ''}"`,
  );
  return `${element.localName}[${attributes.join()}](${inner.join()})`;
}

const attributes = fc.dictionary(
  fc.constantFrom('class', 'part', 'title', 'aria-label', '+role', 'data-x'),
  fc.oneof(fc.constantFrom(null, undefined, true, false, 3), fc.constantFrom('', 'a', 'b c')),
);

const { spec } = fc.letrec<{ spec: Spec; child: Child }>((tie) => ({
  spec: fc
    .tuple(fc.constantFrom('div', 'span'), attributes, fc.array(tie('child'), { maxLength: 4 }))
    .map(([tag, own, children]) => [tag, own, ...children] as Spec),
  child: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Child>(null, undefined, '', 'text', 'other'),
    tie('spec'),
  ),
}));

it('a copy is what it would be had it been made from nothing', () => {
  fc.assert(
    fc.property(fc.array(spec, { minLength: 2, maxLength: 6 }), (specs) => {
      for (const wanted of specs) assert.equal(written(make(wanted)), written(byHand(wanted)));
    }),
    { numRuns: 1000, seed: 20_261_122 },
  );
});

it('copies of one shape take over no word of each other', () => {
  const row = (name: string, title: string | null): Spec => [
    'article',
    { class: 'c', title, '+aria-expanded': false },
    ['b', {}, name],
    ['p', { dir: 'auto' }, kept],
  ];
  const first = make(row('Ada', 'one'));
  first.querySelector('p')?.append('what Ada wrote');
  first.setAttribute('aria-expanded', 'true');
  const second = make(row('Bob', null));
  assert.equal(
    second.outerHTML,
    '<article class="c" aria-expanded="false"><b>Bob</b><p dir="auto"></p></article>',
  );
  // Brought in line later, what was put in and what is named for new nodes alone stays.
  patch(first, row('Cleo', 'two'));
  assert.equal(
    first.outerHTML,
    '<article class="c" title="two" aria-expanded="true"><b>Cleo</b><p dir="auto">what Ada wrote</p></article>',
  );
});

it('no attribute `style` is copied, and a colour comes by itself', () => {
  const badge = (color: string): Spec => ['span', { class: 'chip', style: `color:${color};` }, 'x'];
  assert.equal(make(badge('red')).style.color, 'red');
  assert.equal(make(badge('blue')).style.color, 'blue');
});
