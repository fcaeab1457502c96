import { existsSync } from 'node:fs';
import {
  chosenEngines,
  debianPackages,
  findOnPath,
  whatIsMissing,
  type Engine,
} from '../test/support/browsers.js';
import { runCommand } from './run-command.js';

/** Which of the chosen engines are here. */
export interface EnginesFound {
  readonly found: readonly Engine[];
  /** One line for each engine that is not: what is missing and what installs it. */
  readonly missing: readonly string[];
}

function canInstall(): boolean {
  return (
    process.getuid?.() === 0 && existsSync('/etc/debian_version') && findOnPath('apt-get') !== null
  );
}

/**
 * Looks for the engines `FC_ENGINES` names (default: all three) and, on Debian as root, installs what
 * is not there. Throws if `FC_ENGINES` names an unknown one.
 */
export async function ensureEngines(): Promise<EnginesFound> {
  const chosen = chosenEngines();
  const absent = chosen.filter((engine) => whatIsMissing(engine) !== null);
  if (absent.length > 0 && canInstall()) {
    const packages = absent.flatMap((engine) => debianPackages[engine]);
    console.log(`Installing ${packages.join(', ')} …`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const steps = [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', ...packages],
    ];
    for (const step of steps) {
      const { code, output } = await runCommand(step, { env, output: 'collect' });
      if (code !== 0) console.error(output.split('\n').slice(-15).join('\n'));
    }
  }
  return {
    found: chosen.filter((engine) => whatIsMissing(engine) === null),
    missing: chosen.map((engine) => whatIsMissing(engine)).filter((line) => line !== null),
  };
}
