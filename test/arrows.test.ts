import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const load = createRequire(import.meta.url);
const { forbidden, options } = load('../.dependency-cruiser.cjs') as {
  forbidden: never[];
  options: Record<string, unknown>;
};

async function look() {
  const { output } = await cruise(['src', 'demo'], {
    ...options,
    ruleSet: { forbidden },
    validate: true,
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser answered text');
  return output;
}

test('imports follow the arrows between the folders', async () => {
  const { modules, summary } = await look();
  const imports = modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  expect(imports, 'imports seen').toBeGreaterThan(20);
  for (const folder of readdirSync('src', { withFileTypes: true })) {
    if (!folder.isDirectory() || readdirSync(`src/${folder.name}`).length === 0) continue;
    expect(
      modules.some((module) => module.source.startsWith(`src/${folder.name}/`)),
      `src/${folder.name} was looked at`,
    ).toBe(true);
    expect(
      forbidden.some((rule: { name: string }) => rule.name === `${folder.name}-imports`),
      `src/${folder.name} has a rule`,
    ).toBe(true);
  }
  expect(summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual(
    [],
  );
});
