import { describe, expect, it } from 'vitest';
import { safeColour } from '../../src/html/safe-colour.js';

describe('safeColour', () => {
  it.each([
    '#fff',
    '#FFFA',
    '#a1b2c3',
    '#a1b2c3d4',
    'rebeccapurple',
    'rgb(1,2,3)',
    'rgb(1 2 3 / 50%)',
    'rgba(1, 2, 3, .5)',
    'hsl(120deg 50% 25%)',
    'hsla(120, 50%, 25%, 0.3)',
    ' red ',
  ])('lets %j through', (value) => {
    expect(safeColour(value)).toBe(value.trim());
  });

  it.each([
    '#ff',
    '#12345',
    '#ggg',
    'url(https://evil.example/x)',
    'var(--x)',
    'rgb(var(--x))',
    'rgb(1,2)',
    'rgb(1,2,3,4,5)',
    'red;background:url(//evil.example)',
    'red}body{display:none',
    'expression(alert(1))',
    'color-mix(in srgb, red, blue)',
    'attr(data-x)',
    'inherit',
    'currentColor',
    'image-set("x")',
    'r\\65 d',
    'red/**/',
    '',
    'rgb(1,2,3',
    null,
    3,
  ])('refuses %j', (value) => {
    expect(safeColour(value)).toBeNull();
  });
});
