import { assert } from '@open-wc/testing';
import * as fc from 'fast-check';
import { plainText } from '../../src/html/plain-text.js';

/** What a parser reads of markup that has no blocks, images or spoilers. */
function parsed(html: string): string {
  const { body } = new DOMParser().parseFromString(`<body>${html}`, 'text/html');
  for (const br of body.querySelectorAll('br')) br.replaceWith('\n');
  return body.textContent.trim();
}

const piece = fc.oneof(
  fc.constantFrom(
    ...['<b>', '</b>', '<em>', '</em>', '<code>', '</code>', '<br>', '<br/>', '<br />', '</a>'],
    ...['<a href="https://example.com/?a=b">', '<span class="mention">', '</span>', '<B>', '<b x>'],
    ...['&amp;', '&lt;', '&gt;', '&quot;', '&#39;', '&amp;amp;', '&hellip;', '&#x41;', '&ampx', '&'],
    ...['<', '>', '"', "'", '\n', '\u00a0', '<i title="&lt;">', '<!-- x -->', '<a href=x>', '\0', '\r\n'],
  ),
  fc.string({ maxLength: 6 }),
); // prettier-ignore

it('simple markup is read as a parser reads it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const html = pieces.join('');
      // At the very beginning of a document a parser drops white space; both ends are trimmed.
      assert.equal(plainText(html), parsed(html));
    }),
    { numRuns: 2000, seed: 20_261_122 },
  );
});
