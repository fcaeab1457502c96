import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEmptyText, toWireText, wireLength } from '../../src/html/composer-text.js';

describe('toWireText', () => {
  it('trims and sends line breaks as newlines', () => {
    expect(toWireText('  one\r\ntwo\rthree\n\n four \u00a0\n')).toBe('one\ntwo\nthree\n\n four');
  });

  it('never sends a paragraph element', () => {
    expect(toWireText('<p>one</p>\n<p class="x">two</p>')).toBe('one\ntwo');
    expect(toWireText('a<P>b</P>c')).toBe('a\nb\nc');
    expect(toWireText('<pre>x</pre>')).toBe('<pre>x</pre>');
  });

  it('makes the no-break space after a mention plain and leaves typographic ones', () => {
    expect(toWireText('@Ann\u00a0hello')).toBe('@Ann hello');
    expect(toWireText('Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0!')).toBe(
      'Vraiment\u00a0? «\u00a0Oui\u00a0»\u00a0!',
    );
  });

  it('is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toWireText(toWireText(text))).toBe(toWireText(text));
      }),
    );
  });
});

describe('isEmptyText', () => {
  it.each([
    '',
    ' \n\t',
    '\u00a0',
    '&nbsp;',
    '<br>',
    '<br/> <BR />',
    '<p><br></p>',
    '\u200b',
    '<b></b>',
    '[img][/img]',
  ])('takes %j for nothing', (text) => expect(isEmptyText(text)).toBe(true));

  it.each([
    'x',
    '.',
    '[img]https://a.example/b.png[/img]',
    '<img src="https://a.example/b.png">',
    '0',
    '👍',
    '&amp;',
  ])('takes %j for something', (text) => expect(isEmptyText(text)).toBe(false));
});

describe('wireLength', () => {
  it('counts the text as it is sent, in UTF-16 units', () => {
    expect(wireLength('  ab\r\nc ')).toBe(4);
    expect(wireLength('👍')).toBe(2);
    expect(wireLength('[img]https://a.example/b.png[/img]')).toBe(34);
  });
});
