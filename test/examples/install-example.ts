import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../scripts/run-command.js';

/** Where the examples look for the service. */
const servicePlace = 'http://localhost:8787';

/** Runs a command to its end; rejects with what it printed if it fails. Gives what it printed. */
export async function succeed(words: readonly string[], cwd: string): Promise<string> {
  const { code, output } = await runCommand(words, { cwd, output: 'collect' });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

/** Packs the package as it would be published; gives the file. */
export async function packPackage(into: string): Promise<string> {
  await succeed(['npm', 'pack', '--pack-destination', into], process.cwd());
  const [file] = readdirSync(into).filter((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error('npm pack left no file');
  return join(into, file);
}

/**
 * Copies an example, points it at a running service and installs it, with the packed package in the
 * place of the published one.
 */
export async function installExample(
  name: string,
  into: string,
  tarball: string,
  service: string,
): Promise<string> {
  const folder = join(into, name);
  cpSync(join('examples', name), folder, {
    recursive: true,
    filter: (path) => !/[\\/](node_modules|dist)([\\/]|$)/.test(path),
  });
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(html|tsx)$/.test(file)) continue;
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(servicePlace, service));
  }
  await succeed(['npm', 'install', '--no-audit', '--no-fund', tarball], folder);
  return folder;
}
