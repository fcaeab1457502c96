/**
 * Compares the manifest with the sources: what a page may rely on is documented, and what is
 * documented is there. Run after `cem analyze`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeOf } from '../src/elements/configured-element.js';
import { settingTypes } from '../src/store/settings.js';
import { partNames } from './part-names.js';

interface Item {
  readonly name: string;
  readonly description?: string;
}

interface Member extends Item {
  readonly kind: string;
  readonly attribute?: string;
}

interface Declaration extends Item {
  readonly tagName?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly (Item & { readonly fieldName?: string })[];
  readonly events?: readonly Item[];
  readonly slots?: readonly Item[];
  readonly cssParts?: readonly Item[];
  readonly cssProperties?: readonly Item[];
}

interface Manifest {
  readonly modules: readonly {
    readonly declarations?: readonly Declaration[];
    readonly exports?: readonly { readonly kind: string; readonly name: string }[];
  }[];
}

/** What the element promises beside its settings. */
const methods = ['refresh', 'scrollToComment', 'focusComposer', 'forget'];

/** What a session tells the element alone. */
const inner = new Set(['announce', 'focus', 'identity-needed', 'post-returned', 'draft-changed']);

/** Lines that say what is wrong with `dist/custom-elements.json`; none if it is right. */
export function checkManifest(path = 'dist/custom-elements.json'): string[] {
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const declarations = manifest.modules.flatMap((module) => module.declarations ?? []);
  const element = declarations.find(({ name }) => name === 'FastCommentsElement');
  if (!element) return ['the manifest has no FastCommentsElement'];
  const parts = partNames();
  return [
    ...innerTags(manifest),
    ...undocumented(element),
    ...settingProblems(element),
    ...parts.problems,
    ...compare('part', element.cssParts, parts.names),
    ...compare('custom property', element.cssProperties, customProperties()),
    ...compare('slot', element.slots, slots()),
    ...compare('event', element.events, events()),
    ...compare(
      'method',
      element.members?.filter(({ kind }) => kind === 'method'),
      new Set(methods),
    ),
  ];
}

/** Both ways: what is used and not documented, and what is documented and not used. */
function compare(
  kind: string,
  documented: readonly Item[] = [],
  used: ReadonlySet<string>,
): string[] {
  const names = documented.map(({ name }) => name);
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  return [
    ...[...used]
      .filter((name) => !names.includes(name))
      .map((name) => `${kind} ${name} is used and not documented`),
    ...names
      .filter((name) => !used.has(name))
      .map((name) => `${kind} ${name} is documented and not used`),
    ...twice.map((name) => `${kind} ${name} is documented twice`),
  ];
}

function innerTags({ modules }: Manifest): string[] {
  const declared = modules.flatMap(({ declarations = [] }) => declarations.map((one) => one.name));
  const defined = modules.flatMap(({ exports = [] }) =>
    exports.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => name),
  );
  return [
    ...declared
      .filter((name) => name !== 'FastCommentsElement')
      .map((name) => `${name} is not for pages and stands in the manifest`),
    ...defined
      .filter((name) => name !== 'fast-comments')
      .map((name) => `the inner tag ${name} stands in the manifest`),
    ...(defined.includes('fast-comments') ? [] : ['<fast-comments> is not defined anywhere']),
  ];
}

function undocumented(element: Declaration): string[] {
  const { members = [], events = [], slots = [], cssParts = [], cssProperties = [] } = element;
  return [element, ...members, ...events, ...slots, ...cssParts, ...cssProperties]
    .filter(({ description }) => !description)
    .map(({ name }) => `${name} says nothing about itself`);
}

/** Every setting is a property; each one that an attribute can hold has it, and no other. */
function settingProblems({ members = [], attributes = [] }: Declaration): string[] {
  const problems: string[] = [];
  for (const [name, type] of settingTypes) {
    const member = members.find((one) => one.kind === 'field' && one.name === name);
    const attribute = attributes.find(({ fieldName }) => fieldName === name)?.name;
    const wanted = type === 'o' || type === 'f' ? undefined : attributeOf(name);
    if (!member) problems.push(`setting ${name} is not a documented property`);
    else if (attribute !== wanted || member.attribute !== wanted) {
      problems.push(`setting ${name} has the attribute ${attribute ?? '–'}, not ${wanted ?? '–'}`);
    }
  }
  const known = new Set([...settingTypes.keys(), 'config', 'transport']);
  for (const { kind, name } of members) {
    if (kind === 'field' && !known.has(name)) problems.push(`property ${name} is no setting`);
  }
  return problems;
}

/** The text of all files below a folder whose path ends so. */
function sources(folder: string, ending: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

function customProperties(): Set<string> {
  return new Set((sources('src', '.css') + sources('src', '.ts')).match(/--fc-[\w-]*\w/g));
}

function slots(): Set<string> {
  const found = sources('src/elements', '.ts').matchAll(/<slot\b(?:[^>]*?\sname="([^"]*)")?/g);
  return new Set([...found].map(([, name = '']) => name));
}

/** Events the element names when it tells the host, and those a session tells by its own names. */
function events(): Set<string> {
  const told = sources('src/elements', '.ts').matchAll(/\b(?:tell\w*|fire)\([^;]*?'(fc-[a-z-]+)'/g);
  const emitted = sources('src/session', '.ts').matchAll(/\bemit\([^;]*?'([a-z-]+)'/g);
  return new Set([
    ...[...told].map(([, name = '']) => name),
    ...[...emitted]
      .map(([, name = '']) => name)
      .filter((name) => !inner.has(name))
      .map((name) => `fc-${name}`),
  ]);
}
