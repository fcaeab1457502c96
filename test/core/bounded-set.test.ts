import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedSet } from '../../src/core/index.js';

test('remembers exactly the last values added, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 })),
      fc.integer({ min: 1, max: 10 }),
      (values, limit) => {
        const set = new BoundedSet<number>(limit);
        let model: number[] = [];
        for (const value of values) {
          expect(set.add(value)).toBe(!model.includes(value));
          if (!model.includes(value)) model = [...model, value].slice(-limit);
        }
        expect(set.size).toBe(model.length);
        for (let value = 0; value <= 30; value++)
          expect(set.has(value)).toBe(model.includes(value));
      },
    ),
  );
});
