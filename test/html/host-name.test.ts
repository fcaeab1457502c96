import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableHost } from '../../src/html/host-name.js';

describe('readableHost', () => {
  it.each([
    'münchen.example',
    'bücher.example.com',
    'ישראל.example',
    '日本語.example',
    '한국.example',
  ])('reads %s again after the browser encoded it', (host) =>
    expect(readableHost(domainToASCII(host))).toBe(host),
  );

  it('decodes whatever one-script label the platform encodes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäöüßéñøå]{1,12}$/), (label) => {
        const ascii = domainToASCII(`${label}.example`);
        if (ascii) expect(domainToASCII(readableHost(ascii))).toBe(ascii);
      }),
    );
  });

  it('leaves letters that pass for Latin ones in their ASCII form', () => {
    const cyrillic = domainToASCII('аррӏе.example');
    expect(cyrillic).toMatch(/^xn--/);
    expect(readableHost(cyrillic)).toBe(cyrillic);
    const mixed = domainToASCII('pаypal.example');
    expect(readableHost(mixed)).toBe(mixed);
  });

  it.each(['example.com', 'xn--', 'xn--!', 'xn--99999999999', 'localhost:8080', ''])(
    'leaves %j',
    (host) => expect(readableHost(host)).toBe(host),
  );
});
