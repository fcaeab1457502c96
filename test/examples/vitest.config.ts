import { defineConfig } from 'vitest/config';

/**
 * `npm run test:examples`: the examples as a reader has them, installed from the packed package. It
 * asks the npm registry for what they depend on.
 */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/examples/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ['default'],
  },
});
