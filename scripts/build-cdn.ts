/** Builds `dist/cdn`: the module with its chunks, and the classic-script loader beside it. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds both; an error of the build ends it with what was wrong. */
export async function buildCdn(): Promise<void> {
  await build({ root, mode: 'cdn', logLevel: 'warn' });
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist/cdn',
      emptyOutDir: false,
      minify: 'oxc',
      sourcemap: true,
      target: ['chrome138', 'firefox140', 'safari18.4'],
      lib: {
        entry: 'src/embed/embed.ts',
        formats: ['iife'],
        name: 'fastCommentsEmbed',
        fileName: () => 'embed.js',
      },
    },
  });
}
