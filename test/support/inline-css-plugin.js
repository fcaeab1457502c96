import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a request asks for a style sheet as a module: `theme.css?inline`. */
function isInlineCss(context) {
  return context.path.endsWith('.css') && context.URL.searchParams.has('inline');
}

/**
 * Serves `import css from './theme.css?inline'` as Vite does: a module whose default export is the
 * text.
 *
 * @returns {import('@web/test-runner').TestRunnerPlugin}
 */
export function inlineCssPlugin(rootDir = process.cwd()) {
  return {
    name: 'inline-css',
    resolveMimeType: (context) => (isInlineCss(context) ? 'js' : undefined),
    async serve(context) {
      if (!isInlineCss(context)) return undefined;
      const text = await readFile(join(rootDir, decodeURIComponent(context.path)), 'utf8');
      return { body: `export default ${JSON.stringify(text)};`, type: 'js' };
    },
  };
}
