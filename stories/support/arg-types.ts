import type { ArgTypes } from '@storybook/web-components-vite';
import { elementOf, type Manifest, type ManifestItem, type ManifestMember } from './manifest.js';

type ArgType = ArgTypes[string];

/** Settings that a scene fixes: changing them would leave its server. */
const fixed = new Set(['tenantId', 'urlId', 'apiHost', 'wsHost', 'region', 'transport', 'config']);

/**
 * Controls and tables of an element from its manifest: properties by their type, with the attribute
 * in words; events, slots, custom properties and parts as tables. Keys of the tables carry their kind,
 * because a part may have the name of a property.
 */
export function argTypesOf(manifest: Manifest, tagName: string): ArgTypes {
  const element = elementOf(manifest, tagName);
  const types: ArgTypes = {};
  for (const member of element.members ?? []) {
    if (isSetting(member)) types[member.name] = settingType(member);
  }
  const tables: [string, readonly ManifestItem[] | undefined][] = [
    ['events', element.events],
    ['slots', element.slots],
    ['css custom properties', element.cssProperties],
    ['css shadow parts', element.cssParts],
  ];
  for (const [category, items] of tables) {
    for (const item of items ?? []) {
      types[`${category} ${item.name}`] = {
        name: item.name || '(default)',
        description: item.description,
        control: false,
        table: {
          category,
          type: item.type?.text ? { summary: item.type.text } : undefined,
          defaultValue: item.default ? { summary: item.default } : undefined,
        },
      };
    }
  }
  return types;
}

function isSetting({ kind, privacy, static: isStatic, name }: ManifestMember): boolean {
  return kind === 'field' && !isStatic && (privacy ?? 'public') === 'public' && !/^[#_]/.test(name);
}

function settingType(member: ManifestMember): ArgType {
  const { name, attribute, description = '', default: value } = member;
  const text = member.type?.text ?? 'unknown';
  return {
    name,
    description: attribute ? `${description}\n\nAttribute: \`${attribute}\`` : description,
    ...(fixed.has(name) ? { control: false } : controlOf(text)),
    table: {
      category: attribute ? 'settings' : 'properties only',
      type: { summary: text },
      defaultValue: value ? { summary: value } : undefined,
    },
  };
}

/** The control that fits a TypeScript type. Callbacks have none: the Actions panel shows events. */
function controlOf(type: string): Pick<ArgType, 'control' | 'options'> {
  const kinds = type
    .split('|')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== 'undefined' && kind !== 'null' && kind !== '');
  if (kinds.length > 1 && kinds.every((kind) => /^'.*'$/.test(kind))) {
    return { control: 'select', options: kinds.map((kind) => kind.slice(1, -1)) };
  }
  if (kinds.length > 1 && kinds.every((kind) => /^\d+$/.test(kind))) {
    return { control: 'select', options: kinds.map(Number) };
  }
  if (kinds.every((kind) => kind === 'boolean' || kind === 'true' || kind === 'false')) {
    return { control: 'boolean' };
  }
  if (kinds.every((kind) => kind === 'number')) return { control: 'number' };
  if (kinds.every((kind) => kind === 'string')) return { control: 'text' };
  return kinds.some((kind) => kind.includes('=>')) ? { control: false } : { control: 'object' };
}
