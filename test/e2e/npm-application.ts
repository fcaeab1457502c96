import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { asProduction } from '../../scripts/as-production.js';

/** Modules of an application that has the widget from npm, by name. */
const applications: Readonly<Record<string, string>> = {
  // Nothing but the widget.
  'widget.js': `import 'fastcomments-element';`,
  // Shares `lit` and `dompurify` with the widget, and changes the one DOMPurify there is for everybody.
  'sharing.js': `
    import { html, LitElement } from 'lit';
    import DOMPurify from 'dompurify';
    import 'fastcomments-element';
    DOMPurify.addHook('uponSanitizeElement', (node) => { node.textContent = 'hooked'; });
    DOMPurify.setConfig({ ALLOWED_TAGS: [], KEEP_CONTENT: false });
    customElements.define('page-greeting', class extends LitElement {
      render() { return html\`<p>Hello \${'from'} the page</p>\`; }
    });`,
};

/**
 * Builds the npm entries, and applications that import them, as a site's own bundler puts them
 * together. Gives the files by the address they are made for, below `base`.
 */
export async function bundleApplications(base: string): Promise<Map<string, string>> {
  // Inside the project, so that `lit` and `dompurify` are found.
  mkdirSync('coverage', { recursive: true });
  const folder = resolve(mkdtempSync('coverage/npm-'));
  try {
    const home = join(folder, 'node_modules/fastcomments-element');
    const outDir = join(home, 'dist');
    await asProduction(() => build({ logLevel: 'warn', build: { outDir } }));
    copyFileSync('package.json', join(home, 'package.json'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [name, text] of Object.entries(applications)) {
      writeFileSync(join(folder, name), text);
    }
    const built = (await asProduction(() =>
      build({
        root: folder,
        base,
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          rollupOptions: {
            input: Object.keys(applications).map((name) => join(folder, name)),
            output: { entryFileNames: '[name].js' },
          },
        },
      }),
    )) as Rolldown.RolldownOutput;
    const files = built.output.map((part): [string, string] => [
      `${base}${part.fileName}`,
      part.type === 'chunk' ? part.code : part.source.toString(),
    ]);
    return new Map(files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
