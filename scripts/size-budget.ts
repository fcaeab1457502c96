import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** What a page loads before the first comment is painted, at most; bytes, brotli. */
const firstPaintBudget = 33_500;

/** The same in browsers without a sanitizer of their own, which load DOMPurify beside it. */
const withSanitiserBudget = 41_500;

/** The classic-script loader, at most; bytes, brotli. */
const embedBudget = 1_500;

const folder = 'dist/cdn';

/** Bytes of a file as a server would send it. */
function sizeOf(path: string): number {
  return brotliCompressSync(readFileSync(path)).length;
}

/** A module and everything it imports before it runs. */
function withStaticImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = readFileSync(path, 'utf8');
  for (const [, name] of source.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
    withStaticImports(join(dirname(path), name ?? ''), seen);
  }
  return seen;
}

/** Compares what was built with the budgets; a line for each, and whether all hold. */
export function checkSizes(): { lines: string[]; isWithin: boolean } {
  const files = [...withStaticImports(join(folder, 'fast-comments.js'))];
  const first = files.reduce((sum, file) => sum + sizeOf(file), 0);
  const sanitisers = readdirSync(join(folder, 'chunks')).filter((name) =>
    /^dom-purify-.*\.js$/.test(name),
  );
  if (sanitisers.length !== 1) throw new Error('DOMPurify is not one file of dist/cdn/chunks');
  const sanitiser = sanitisers.reduce((sum, name) => sum + sizeOf(join(folder, 'chunks', name)), 0);
  const sizes = [
    {
      what: `first paint (${files.length} file${files.length === 1 ? '' : 's'})`,
      bytes: first,
      budget: firstPaintBudget,
    },
    {
      what: 'first paint without a sanitizer of the browser',
      bytes: first + sanitiser,
      budget: withSanitiserBudget,
    },
    { what: 'embed.js', bytes: sizeOf(join(folder, 'embed.js')), budget: embedBudget },
  ];
  return {
    lines: sizes.map(({ what, bytes, budget }) => `${what}: ${bytes} of ${budget} bytes, brotli`),
    isWithin: sizes.every(({ bytes, budget }) => bytes <= budget),
  };
}
