/** What `cem analyze` reads and where it writes: the manifest of the element a page uses. */
export default {
  globs: ['src/index.ts', 'src/elements/fast-comments.ts', 'src/elements/configured-element.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
};
