import { defineConfig } from 'vitest/config';

/**
 * Every story in Chromium, from the static build: `npx vitest run --config test/stories/vitest.config.ts`.
 * The build is made first; `FC_STORYBOOK_BUILT=1` takes the one that is there. `FC_STORY_SHOTS=<folder>`
 * keeps a picture of every story.
 */
export default defineConfig({
  test: {
    include: ['test/stories/**/*.spec.ts'],
    globalSetup: ['test/stories/serve-stories.ts'],
    environment: 'node',
    // A busy machine can fail a browser once; a mistake fails again.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxConcurrency: 2,
    reporters: ['default'],
  },
});
