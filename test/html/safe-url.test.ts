import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostOf, safeUrl } from '../../src/html/safe-url.js';

describe('safeUrl', () => {
  it('lets http, https and, on links, mailto through in their normal form', () => {
    expect(safeUrl('HTTP://Example.COM/a b?q=ü#x', 'link')).toBe(
      'http://example.com/a%20b?q=%C3%BC#x',
    );
    expect(safeUrl('https://münchen.example/', 'image')).toBe('https://xn--mnchen-3ya.example/');
    expect(safeUrl('mailto:ann@example.com', 'link')).toBe('mailto:ann@example.com');
    expect(safeUrl('mailto:ann@example.com', 'image')).toBeNull();
  });

  it.each([
    'javascript:alert(1)',
    ' \tJava\nScript\r:alert(1)',
    'java\0script:alert(1)',
    'java\u200bscript:alert(1)',
    'java\u00adscript:alert(1)',
    '\u202ejavascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/png;base64,AAAA',
    'blob:https://example.com/1',
    'vbscript:x',
    'file:///etc/passwd',
    'ftp://example.com/',
    'view-source:https://example.com',
    'filesystem:https://example.com/x',
    'about:blank',
    'tel:1',
    'sms:1',
    '//example.com/a',
    '/relative',
    'relative',
    '../up',
    '?query',
    '#hash',
    '',
    ' ',
    'https://',
    'https://exa mple.com/',
    'http://[::1',
  ])('refuses %j', (value) => {
    expect(safeUrl(value, 'link')).toBeNull();
    expect(safeUrl(value, 'image')).toBeNull();
  });

  it.each([null, undefined, 1, {}, [], { toString: () => 'https://example.com' }])(
    'refuses what is no text: %j',
    (value) => {
      expect(safeUrl(value, 'link')).toBeNull();
    },
  );

  it('drops a name and password that make one host look like another', () => {
    expect(safeUrl('https://bank.example:secret@evil.example/x', 'link')).toBe(
      'https://evil.example/x',
    );
  });

  it('never returns another scheme, and is stable, whatever it is given', () => {
    const scheme = fc.constantFrom(
      'javascript:',
      'data:',
      'http://',
      'https:',
      'mailto:',
      'JaVa',
      '',
    );
    const noise = fc.string({ unit: 'binary', maxLength: 4 });
    fc.assert(
      fc.property(noise, scheme, noise, fc.string({ unit: 'binary' }), (a, b, c, d) => {
        const url = safeUrl(a + b + c + d, 'link');
        if (url === null) return;
        expect(url).toMatch(/^(?:https?:\/\/|mailto:)/);
        expect(safeUrl(url, 'link')).toBe(url);
      }),
      { numRuns: 3000 },
    );
  });

  it('names the host', () => {
    expect(hostOf('https://example.com:8443/a')).toBe('example.com:8443');
    expect(hostOf('mailto:a@b.c')).toBe('');
    expect(hostOf('nothing')).toBe('');
  });
});
