import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';

/** What a file must be, as `integrity` attributes and import maps say it. */
function integrityOf(bytes: Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/**
 * Writes `integrity.json` into a folder of built files: each script by its path there, with its
 * hash. A site can put them into an import map, so that chunks are checked too.
 */
export function writeIntegrity(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join(posix.sep))
    .filter((path) => path.endsWith('.js'))
    .sort();
  const hashes = files.map((path) => [path, integrityOf(readFileSync(join(folder, path)))]);
  const json = JSON.stringify(Object.fromEntries(hashes), null, 2);
  writeFileSync(join(folder, 'integrity.json'), `${json}\n`);
}
