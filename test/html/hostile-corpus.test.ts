import { expect, it } from 'vitest';
import { hostileCorpus, sample } from './hostile-corpus.js';

it('makes the same distinct vectors every time, of every family', () => {
  const corpus = hostileCorpus('http://localhost');
  expect(corpus.length).toBeGreaterThan(3000);
  expect(new Set(corpus.map(({ html }) => html)).size).toBe(corpus.length);
  expect(hostileCorpus('http://localhost')).toEqual(corpus);
  const counts: Record<string, number> = {};
  for (const { family } of corpus) counts[family] = (counts[family] ?? 0) + 1;
  expect(Object.values(counts).every((count) => count > 50)).toBe(true);
});

it('samples the same vectors for the same seed', () => {
  const corpus = hostileCorpus('http://localhost');
  expect(sample(corpus, 400, 1)).toEqual(sample(corpus, 400, 1));
  expect(sample(corpus, 400, 1)).not.toEqual(sample(corpus, 400, 2));
  expect(new Set(sample(corpus, 400, 1)).size).toBe(400);
});
