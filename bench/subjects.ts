/** What is compared: the widget, and the same thread built by hand without and with safety. */
import { brotliCompressSync } from 'node:zlib';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** The folder that is measured. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** A page with a thread on it. */
export type Subject = 'floor' | 'purified' | 'widget';

/** Every subject, in the order in which each round runs them. */
export const subjects: readonly Subject[] = ['floor', 'purified', 'widget'];

/** What they are called in the tables. */
export const names: Readonly<Record<Subject, string>> = {
  floor: 'floor',
  purified: 'floor + DOMPurify + content-visibility',
  widget: 'widget',
};

/** How a thread is asked for. */
export interface ThreadWish {
  /** Where the comments come from. */
  readonly apiHost: string;
  /** The page of comments: see `threadName`. */
  readonly urlId: string;
  readonly rows: number;
  /** Comments at the top level. */
  readonly roots: number;
  /** Bodies with an element in them. */
  readonly marked: number;
  /** Top-level comments in one answer. */
  readonly pageSize: number;
}

function bundle(file: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'bench/page', file)],
    bundle: true,
    write: false,
    minify: true,
    format: file === 'probe.ts' || file === 'timers.ts' ? 'iife' : 'esm',
    target: 'chrome138',
  });
  return outputFiles[0]?.text ?? '';
}

const read = (file: string) => readFileSync(join(root, 'bench/page', file), 'utf8');

/** Files of the measuring pages, by address. */
export const files: Readonly<Record<string, { readonly type: string; readonly text: string }>> = {
  '/bench/probe.js': { type: 'text/javascript', text: bundle('probe.ts') },
  '/bench/mark.js': { type: 'text/javascript', text: bundle('mark.ts') },
  '/bench/floor.js': { type: 'text/javascript', text: bundle('floor.ts') },
  '/bench/purified.js': { type: 'text/javascript', text: bundle('floor-purified.ts') },
  '/bench/floor.css': { type: 'text/css', text: read('floor.css') },
  '/bench/purified.css': {
    type: 'text/css',
    text: read('floor.css') + read('floor-contained.css'),
  },
};

/**
 * Every file of the built widget by its address, read now, so that a build meanwhile does no harm.
 */
export function readBuilt(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.js'))
      .map((name) => [
        `/dist/cdn/${name.replaceAll('\\', '/')}`,
        readFileSync(join(folder, name), 'utf8'),
      ]),
  );
}

/** The script that counts timers. */
export const timersScript = bundle('timers.ts');

/** Bytes of a text as a server would send it. */
export function brotliSize(text: string): number {
  return brotliCompressSync(text).length;
}

/** Bytes of script and style of a floor, brotli. */
export function floorSize(subject: 'floor' | 'purified'): number {
  const sizeOf = (path: string) => brotliSize(files[path]?.text ?? '');
  return sizeOf(`/bench/${subject}.js`) + sizeOf(`/bench/${subject}.css`);
}

const hostStyle = `
  body { max-inline-size: 46em; margin: 0 auto; padding: 1em; font: 16px/1.5 system-ui, sans-serif; }
  fast-comments { --fc-reserve: 100vh; }
  fast-comments:not(:defined) { display: block; min-block-size: 100vh; }
  #thread { min-block-size: 100vh; }
`;

/** The page of a subject. Above and below the thread stands what a host page has. */
export function pageOf(subject: Subject, wish: ThreadWish): string {
  const isWidget = subject === 'widget';
  const script = isWidget ? '/dist/cdn/fast-comments.js' : `/bench/${subject}.js`;
  const thread = isWidget
    ? `<fast-comments tenant-id="demo" url-id="${wish.urlId}" api-host="${wish.apiHost}" locale="en_us"
        page-size="${wish.pageSize}" replies-page-size="100000" tree-depth="100"></fast-comments>`
    : '<div id="thread"></div>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${names[subject]}</title>
<link rel="icon" href="data:,">
<style>${hostStyle}</style>
${isWidget ? '' : `<link rel="stylesheet" href="/bench/${subject}.css">`}
<script src="/bench/probe.js"></script>
<script>bench.expect(${wish.rows}, ${wish.roots}, ${wish.marked}, ${isWidget})</script>
</head>
<body>
<h1>An article</h1>
<p>Two lines of what people came for, so that the thread does not stand at the very top.</p>
${thread}
<footer><p>What stands below the thread.</p></footer>
<script type="module">import '/bench/mark.js'; import '${script}';</script>
</body>
</html>`;
}
