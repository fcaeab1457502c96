import { publicElement } from './scripts/manifest-plugin.mjs';

/** What `cem analyze` reads and where it writes: the manifest of the element a page uses. */
export default {
  globs: [
    'src/index.ts',
    'src/elements/fast-comments.ts',
    'src/elements/configured-element.ts',
    'src/elements/fast-comments-events.ts',
    'src/elements/fast-comments-parts.ts',
  ],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [publicElement()],
};
