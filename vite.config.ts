import { defineConfig } from 'vitest/config';
import { minifyTemplates } from './scripts/minify-templates.js';
import { ownMembers } from './scripts/own-members.js';

/** Browsers the build targets: current and previous versions (README says which). */
const target = ['chrome138', 'edge138', 'firefox140', 'safari18.4'];

/** What the npm entries leave to the application's own bundler. */
const external = [/^lit(\/|$)/, /^dompurify$/, /^nanoid$/, /^@lit\//, /^lit-html/];

/**
 * `vite build` makes the npm entries, `vite build --mode cdn` the modules of the files for script tags.
 * Source runs as it is in `vite`, Storybook and the tests.
 */
export default defineConfig(({ mode }) => ({
  plugins: [mode === 'cdn' ? minifyTemplates() : ownMembers()],
  build:
    mode === 'cdn'
      ? {
          target,
          cssTarget: target,
          // Plain modules; `scripts/build-cdn.ts` puts them together and minifies.
          minify: false,
          cssMinify: true,
          modulePreload: false,
          sourcemap: true,
          // As a library: no helper for preloading is put round the dynamic imports.
          lib: { entry: 'src/index.ts', formats: ['es'] },
          rollupOptions: {
            output: {
              preserveModules: true,
              preserveModulesRoot: '.',
              entryFileNames: '[name].js',
              chunkFileNames: '[name].js',
            },
          },
        }
      : {
          target,
          cssTarget: target,
          outDir: 'dist',
          emptyOutDir: false,
          minify: false,
          cssMinify: true,
          sourcemap: true,
          lib: {
            entry: {
              index: 'src/index.ts',
              element: 'src/element.ts',
              api: 'src/api/index.ts',
              testing: 'src/testing/index.ts',
            },
            formats: ['es'],
          },
          rollupOptions: {
            external,
            output: { chunkFileNames: 'chunks/[name].js' },
          },
        },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.browser.test.ts', 'test/e2e/**', 'test/examples/**', 'node_modules/**'],
    environment: 'node',
    testTimeout: 30_000,
    setupFiles: ['test/support/seed.ts'],
    reporters: ['default'],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['json'],
      reportOnFailure: true,
      reportsDirectory: 'coverage/node',
    },
  },
}));
