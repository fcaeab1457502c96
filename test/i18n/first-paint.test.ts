import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail } from '../../src/core/index.js';
import { english } from '../../src/i18n/english.js';
import { englishLater } from '../../src/i18n/english-later.js';
import { englishRare } from '../../src/i18n/english-rare.js';
import { fullTexts, type FullTexts } from '../../src/i18n/full-texts.js';
import { createTexts } from '../../src/i18n/index.js';

const refusal = (code: string, text?: string) =>
  fail({ kind: 'refused', code, reason: 'x', text }).failure;
const lost = (kind: 'network' | 'timeout') => fail({ kind, code: kind, reason: 'x' }).failure;

/** What is imported, not only as types, from the entry on: what the first paint brings along. */
function reachable(entry: string): Set<string> {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [, name] of source.matchAll(
      /^(?:import|export)\s+(?!type\b)(?:[^'"();]*?from\s+)?'(\.[^']+)\.js'/gm,
    )) {
      visit(resolve(dirname(file), `${name ?? ''}.ts`));
    }
  };
  visit(resolve(entry));
  return found;
}

/**
 * Texts in templates of the first paint that are drawn only for what the acts have brought: a filter,
 * a reply box, live comments, a notice on a row.
 */
const withActs = [
  'noResults',
  'writeReply',
  'writeReplyTo',
  'showNewComments',
  'showNewReplies',
  'undo',
];

/**
 * Texts that are among the first although nothing of the first paint shows them yet: the skip links
 * and the number of people present that a thread should have.
 */
const reserved = ['skipToForm', 'skipComments', 'usersOnline'];

describe('the texts of the first paint', () => {
  const files = [...reachable('src/element.ts')];
  const sources = files
    .filter((file) => !/src\/i18n\/(english|official|locales)/.test(file))
    .map((file) => readFileSync(file, 'utf8'));

  it('are reached from the entry, the others are not', () => {
    expect(files).toContain(resolve('src/i18n/english.ts'));
    expect(files).toContain(resolve('src/elements/row-template.ts'));
    expect(files).not.toContain(resolve('src/i18n/english-rare.ts'));
    expect(files).not.toContain(resolve('src/i18n/official-keys.ts'));
    expect(files).not.toContain(resolve('src/i18n/locales/he.ts'));
  });

  it('are used by it', () => {
    const unused = Object.keys(english).filter(
      (key) => !sources.some((source) => source.includes(`'${key}'`)),
    );
    // What is listed here belongs into `english-later.ts`, or nowhere.
    expect(unused.filter((key) => !reserved.includes(key))).toEqual([]);
  });

  it('are all that it asks for', () => {
    const asked = sources
      .filter((source) => !source.includes('translateOfficial'))
      .flatMap((source) => [...source.matchAll(/\bt\(\s*(?:[^')]*\? )?'(\w+)'(?: : '(\w+)')?/g)])
      .flatMap(([, one, two]) => [one, two])
      .filter((key) => key !== undefined);
    expect(asked.length).toBeGreaterThan(40);
    // What is listed here belongs into `english.ts`: it would be empty until the acts are loaded.
    expect(asked.filter((key) => !(key in english) && !withActs.includes(key))).toEqual([]);
    expect(withActs.filter((key) => !(key in englishLater) || !asked.includes(key))).toEqual([]);
  });

  it('do not stand among the others too', () => {
    expect(Object.keys(englishRare).filter((key) => key in english)).toEqual([]);
  });
});

it('has a text for everything the session announces', () => {
  const announced = readdirSync('src/session')
    .map((file) => readFileSync(`src/session/${file}`, 'utf8'))
    .flatMap((source) => [...source.matchAll(/emit\(\s*'announce',\s*\{([^]*?)\}\s*\)/g)])
    .map(([, detail = '']) => /\bkey:([^,]*)/.exec(detail)?.[1] ?? '')
    .flatMap((expression) => [...expression.matchAll(/'(\w+)'/g)])
    .map(([, key = '']) => key)
    .filter((key) => !['flag', 'block'].includes(key));
  expect(announced.length).toBeGreaterThan(3);
  for (const key of announced) expect({ ...english, ...englishRare }).toHaveProperty(key);
});

// In this order: what was provided once stays.
describe('texts that are loaded when they are needed', () => {
  const early = createTexts({ locale: 'en_us' });
  const other = createTexts({ locale: 'de_de' });

  it('are empty before, and failures are told plainly', () => {
    expect((early as FullTexts)('deleteQuestion')).toBe('');
    expect(early.failure(refusal('banned'), 'post')).toBe(english.errorGeneric);
    expect(early.failure(refusal('banned', '<b>No</b> &amp; never'), 'post')).toBe('No & never');
    expect(early.failure(lost('network'), 'load')).toBe(english.errorNetwork);
    expect(early.failure(lost('timeout'), 'load')).toBe(english.errorTimeout);
    expect(early.help(refusal('missing-tenant-id'))).toBe('');
  });

  it('are there afterwards, for every widget', () => {
    const full = fullTexts(early);
    expect(full).toBe(early);
    expect(full('deleteQuestion')).toBe('Delete this comment?');
    expect((other as FullTexts)('deleteQuestion')).toBe('Delete this comment?');
    expect((createTexts({ locale: 'fr' }) as FullTexts)('edit')).toBe('Edit');
    expect(early.failure(refusal('banned'), 'post')).toBe(englishRare.errorBanned);
    expect(early.help(refusal('missing-tenant-id'))).toContain('tenant-id');
    expect(early.failure(lost('network'), 'load')).toBe(english.errorNetwork);
  });
});
