import { defineConfig } from 'vitest/config';

/** The end-to-end tests: real browsers, the demo as a person starts it. One file after the other. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/build.ts'],
    environment: 'node',
    // A busy machine can fail a browser once; a mistake fails again.
    retry: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default'],
  },
});
