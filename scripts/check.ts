/**
 * `npm run check`: everything that can be said of the code without running it in a browser: types,
 * lint, format, templates, arrows, dead code, and of what is built: package, types, manifest, sizes.
 */
import { buildAll } from './build.js';
import { checkManifest } from './check-manifest.js';
import { bin, runCommand } from './run-command.js';
import { checkSizes } from './size-budget.js';

/** One check: what it prints, and whether it holds. */
type Check = () => Promise<{ readonly output: string; readonly holds: boolean }>;

function command(...words: string[]): Check {
  return async () => {
    const { code, output } = await runCommand(words, { output: 'collect' });
    return { output, holds: code === 0 };
  };
}

const source: Readonly<Record<string, Check>> = {
  types: command(...bin('tsc', '-p', 'tsconfig.json', '--noEmit')),
  lint: command(...bin('eslint', '--max-warnings=0', '.')),
  format: command(...bin('prettier', '--check', '--log-level=warn', '.')),
  templates: command(
    ...bin(
      'lit-analyzer',
      'src/elements/*.ts',
      '--strict',
      '--maxWarnings=0',
      // It does not know that `nothing` takes an attribute away.
      '--rules.no-incompatible-type-binding=off',
      // Inner tags are defined by the element itself, not where they are written.
      '--rules.no-missing-import=off',
    ),
  ),
  arrows: command(...bin('vitest', 'run', 'test/arrows.test.ts')),
  'dead code': command(...bin('knip', '--no-progress')),
};

const built: Readonly<Record<string, Check>> = {
  manifest: () => {
    const problems = checkManifest();
    return Promise.resolve({ output: problems.join('\n'), holds: problems.length === 0 });
  },
  package: command(...bin('publint', '--strict')),
  'types of the package': command(...bin('attw', '--profile', 'esm-only', '--pack', '.')),
  sizes: () => {
    const { lines, isWithin } = checkSizes();
    return Promise.resolve({ output: lines.join('\n'), holds: isWithin });
  },
};

/** Names of the checks whose output is shown although they hold. */
const shown = new Set(['sizes']);

async function runAll(checks: Readonly<Record<string, Check>>, atOnce: number): Promise<string[]> {
  const waiting = Object.entries(checks);
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next;
      const started = Date.now();
      const { output, holds } = await check();
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      console.log(`${holds ? '✓' : '✗'} ${name} (${seconds} s)`);
      if (!holds || shown.has(name)) console.log(output.trim());
      if (!holds) failed.push(name);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

async function main(): Promise<void> {
  const failed = await runAll(source, 2);
  try {
    // Types included: there the sources stand alone, with no name of Node's to lean on.
    await buildAll();
    failed.push(...(await runAll(built, 1)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    failed.push('build');
  }
  console.log(failed.length === 0 ? 'All checks hold.' : `Failed: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
