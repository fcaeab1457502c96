import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../demo/content-security-policy.js';
import { apiHostOf } from '../src/api/api-host.js';
import { attributeOf } from '../src/elements/configured-element.js';
import { policyName } from '../src/html/trusted-types-policy.js';
import { liveHostOf } from '../src/live/live-host.js';
import { settingTypes } from '../src/store/settings.js';

const readme = readFileSync('README.md', 'utf8');

/** What stands below a heading of the second level. */
function section(heading: string): string {
  const [, text = ''] = readme.split(`\n## ${heading}\n`);
  const [own = ''] = text.split('\n## ');
  expect(own, heading).not.toBe('');
  return own;
}

/** The names in the first column of the tables of a section. */
function firstColumn(heading: string): string[] {
  return [...section(heading).matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

/** The style sheets in which custom properties are read. */
function properties(): string {
  const sheets = ['base', 'thread', 'later'].map((name) => `src/theme/${name}.css`);
  return sheets.map((path) => readFileSync(path, 'utf8')).join('');
}

describe('the README', () => {
  test('gives the header that the demo page is served with, for the real service', () => {
    const [, header] = /Content-Security-Policy: (.*)/.exec(section('Strict pages')) ?? [];
    expect(header).toBe(contentSecurityPolicy("'self'", apiHostOf({}), liveHostOf({})));
    expect(header).toContain(` ${policyName} `);
    const eu = { region: 'eu' };
    expect(section('Strict pages')).toContain(apiHostOf(eu));
    expect(section('Strict pages')).toContain(liveHostOf(eu));
  });

  test('names attributes and methods that are there', () => {
    const attributes = [...settingTypes]
      .filter(([, type]) => type !== 'o' && type !== 'f')
      .map(([name]) => attributeOf(name));
    const methods = readFileSync('src/elements/fast-comments.ts', 'utf8');
    const named = firstColumn('Settings');
    expect(named.length).toBeGreaterThan(20);
    for (const name of named) {
      const method = /^(\w+)\(/.exec(name)?.[1];
      if (method === undefined) expect(attributes).toContain(name);
      else expect(methods).toMatch(new RegExp(`\\n  (async )?${method}\\(`));
    }
  });

  test('names every event, and no other', () => {
    const source = readFileSync('src/elements/fast-comments-events.ts', 'utf8');
    const events = [...source.matchAll(/^ {2}'(fc-[a-z-]+)': CustomEvent/gm)].map(
      ([, name]) => name,
    );
    expect(events.length).toBeGreaterThan(10);
    expect(firstColumn('Events').sort()).toEqual(events.sort());
  });

  test('names parts and custom properties that are there', () => {
    const parts = readFileSync('src/elements/fast-comments-parts.ts', 'utf8');
    const used = section('Looks').match(/--fc-[a-z-]+/g) ?? [];
    expect(used.length).toBeGreaterThan(3);
    for (const name of used) expect(properties()).toContain(`var(${name}`);
    const named = [...section('Looks').matchAll(/::part\(([a-z-]+)\)/g)];
    expect(named.length).toBeGreaterThan(1);
    for (const [, name = ''] of named) expect(parts).toContain(`'${name}':`);
  });

  test('has a guide from official classes to parts and properties that are there', () => {
    const guide = readFileSync('docs/official-classes.md', 'utf8');
    const parts = readFileSync('src/elements/fast-comments-parts.ts', 'utf8');
    const rows = [...guide.matchAll(/^\| .* \| (.*) \|$/gm)].map(([, cell = '']) => cell);
    const names = rows.flatMap((cell) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(60);
    for (const name of names) {
      if (name?.startsWith('--')) expect(properties()).toContain(`var(${name}`);
      else expect(parts).toMatch(new RegExp(`^  '?${name}'?: `, 'm'));
    }
  });

  test('leads to files that are there', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
    expect(links.length).toBeGreaterThan(8);
    for (const target of links) {
      if (!target.startsWith('https://')) expect(existsSync(target), target).toBe(true);
    }
  });
});
