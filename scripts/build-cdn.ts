/**
 * Builds `dist/cdn`: the module with its chunks, and the classic-script loader beside it.
 *
 * Vite makes plain modules of the sources, Rollup puts them together: it keeps what several lazy
 * chunks share with the entry inside the entry, so that first paint is one file.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rollup, type Plugin } from 'rollup';
import { build, minifySync, type Rolldown } from 'vite';
import { asProduction } from './as-production.js';
import { withoutDefaultLists } from './without-default-lists.js';
import { writeIntegrity } from './write-integrity.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist/cdn');

/** A file that was built: its path under `dist/cdn`, its text, the map of its lines. */
export interface BuiltFile {
  readonly name: string;
  readonly code: string;
  readonly map: string | null;
  /** Files that must be there before it runs, by name. */
  readonly imports: readonly string[];
  /** Bytes of each source in it. */
  readonly modules: Readonly<Record<string, { readonly code: string | null }>>;
}

/** A source as a plain module. */
type PlainModule = Pick<Rolldown.OutputChunk, 'code' | 'map'>;

/** The sources as plain modules, in memory. */
async function buildModules(): Promise<Map<string, PlainModule>> {
  const built = (await asProduction(() =>
    build({ root, mode: 'cdn', logLevel: 'warn', build: { write: false } }),
  )) as Rolldown.RolldownOutput[];
  const chunks = built
    .flatMap(({ output }) => output)
    .filter((part): part is Rolldown.OutputChunk => part.type === 'chunk');
  return new Map(chunks.map((chunk) => [chunk.fileName, onFrozenPages(chunk)]));
}

/**
 * Lit names `Symbol.metadata`, for decorators, which are not used here. Where a page has frozen
 * `Symbol` that line would end the module: it is left out.
 */
function onFrozenPages({ code: whole, fileName, map }: Rolldown.OutputChunk): PlainModule {
  if (!fileName.endsWith('reactive-element.js')) return { code: whole, map };
  const line = /Symbol\.metadata \?\?= (\/\*.*?\*\/ )?Symbol\("metadata"\)[,;]?/;
  if (!line.test(whole)) throw new Error('Lit does not name `Symbol.metadata` any more');
  // As long as before: the map of lines stays right.
  const code = whole.replace(line, (text) => `0${' '.repeat(text.length - 2)}${text.at(-1)}`);
  return { code, map };
}

/** Lets Rollup read modules that are in memory. */
function fromMemory(modules: ReadonlyMap<string, PlainModule>): Plugin {
  return {
    name: 'from-memory',
    resolveId: (name, importer) =>
      importer === undefined ? name : posix.join(posix.dirname(importer), name),
    load: (name) => {
      const chunk = modules.get(name);
      if (!chunk) return null;
      const code = name.includes('/dompurify/') ? withoutDefaultLists(chunk.code) : chunk.code;
      return { code, map: chunk.map as never };
    },
  };
}

/**
 * Tells V8 to compile all of the file while it comes, off the main thread, since nearly all of it runs
 * before the first comment is painted. Has to be the first line. Source: V8, "Explicit compile hints".
 */
const compileHint = '//# allFunctionsCalledOnLoad';

const minified: Plugin = {
  name: 'minified',
  renderChunk(code, chunk) {
    const result = minifySync(chunk.fileName, code, {
      module: true,
      sourcemap: true,
      mangle: { toplevel: true },
    });
    if (!chunk.isEntry || result.map == null)
      return { code: result.code, map: result.map as never };
    return {
      code: `${compileHint}\n${result.code}`,
      map: { ...result.map, mappings: `;${result.map.mappings}` } as never,
    };
  },
};

/** The module for script tags and its chunks, in memory. */
export async function bundleWidget(): Promise<BuiltFile[]> {
  const modules = await buildModules();
  const bundle = await rollup({
    input: { 'fast-comments': 'src/index.js' },
    preserveEntrySignatures: 'allow-extension',
    // Only the entry does anything by being imported.
    treeshake: { moduleSideEffects: (name) => name === 'src/index.js' },
    plugins: [fromMemory(modules)],
    onwarn(warning, warn) {
      // `lit` itself has some, and types between our files are no cycles at run time.
      if (warning.code !== 'CIRCULAR_DEPENDENCY') warn(warning);
    },
  });
  const { output } = await bundle.generate({
    format: 'es',
    compact: true,
    generatedCode: 'es2015',
    hoistTransitiveImports: false,
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    plugins: [minified],
  });
  await bundle.close();
  return output
    .filter((part) => part.type === 'chunk')
    .map(({ fileName, code, map, imports, modules: parts }) => ({
      name: fileName,
      code,
      map: map?.toString() ?? null,
      imports,
      modules: parts,
    }));
}

/** Builds both; an error of the build ends it with what was wrong. */
export async function buildCdn(): Promise<void> {
  const files = await bundleWidget();
  rmSync(folder, { recursive: true, force: true });
  for (const { name, code, map } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const link = map === null ? '' : `\n//# sourceMappingURL=${posix.basename(name)}.map\n`;
    writeFileSync(path, code.trimEnd() + link);
    if (map !== null) writeFileSync(`${path}.map`, map);
  }
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
  writeIntegrity(folder);
}
