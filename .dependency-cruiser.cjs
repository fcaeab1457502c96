/**
 * The arrows between the folders of `src`. What is not listed is forbidden; siblings do not import
 * siblings. `test/arrows.test.ts` runs this and fails when it sees no imports at all.
 */
const allowed = {
  core: [],
  theme: [],
  api: ['core'],
  live: ['core'],
  identity: ['core'],
  store: ['core'],
  html: ['core'],
  i18n: ['core'],
  session: ['core', 'api', 'live', 'identity', 'store'],
  elements: ['core', 'store', 'html', 'i18n', 'theme'],
  embed: ['elements', 'core'],
  testing: ['core'],
  ssr: ['core', 'store', 'html', 'i18n', 'theme'],
  doctor: ['core'],
};

const forbidden = Object.entries(allowed).map(([folder, targets]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${targets.length ? targets.join(', ') : 'nothing of ours'}`,
  severity: 'error',
  from: {
    path: `^src/${folder}/`,
    // The element itself is where the session is made; nothing else in elements may know it.
    ...(folder === 'elements' ? { pathNot: '^src/elements/fast-comments' } : {}),
  },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...targets].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    {
      name: 'element-imports',
      comment: 'src/elements/fast-comments* may import what elements may, session and doctor',
      severity: 'error',
      from: { path: '^src/elements/fast-comments' },
      to: { path: '^src/', pathNot: '^src/(elements|core|store|html|i18n|theme|session|doctor)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-node-in-src',
      comment: 'src runs in browsers',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'runtime-dependencies-only',
      comment: 'what ships may import what package.json lists under dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'demo-uses-testing-only',
      comment: 'the demo server is the core of src/testing on other ports',
      severity: 'error',
      from: { path: '^demo/server/' },
      to: { path: '^src/', pathNot: '^src/(testing|core)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
};
