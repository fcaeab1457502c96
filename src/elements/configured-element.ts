/**
 * The settings of the widget as properties and attributes: every name of the official configuration
 * and ours. The accessors are made from the table in `store/settings`; here stand their types and
 * what each does. All of them are undefined until the host sets them.
 */
import { LitElement, type PropertyDeclaration } from 'lit';
import { settingTypes, type SettingLayer } from '../store/index.js';

/** `pageSize` → `page-size`; a run of capitals is one word: `customCSS` → `custom-css`. */
export function attributeOf(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

const converters = {
  /** Absent: not set; empty or "true": true; "false": false. */
  b: (value: string | null) => (value === null ? undefined : value !== 'false'),
  n: (value: string | null) => {
    const number = value === null || value.trim() === '' ? NaN : Number(value);
    return Number.isInteger(number) ? number : undefined;
  },
  s: (value: string | null) => value ?? undefined,
};

function declarations(): Record<string, PropertyDeclaration> {
  const all: Record<string, PropertyDeclaration> = { config: { attribute: false } };
  for (const [name, type] of settingTypes) {
    all[name] =
      type === 'o' || type === 'f'
        ? { attribute: false }
        : { attribute: attributeOf(name), converter: { fromAttribute: converters[type] } };
  }
  return all;
}

/** An element with the widget's settings. */
export class ConfiguredElement extends LitElement {
  static override properties = declarations();

  /** All settings, callbacks included, in one object with the official names. A property wins over it. */
  declare config: SettingLayer | undefined;

  /** The host's settings as one layer: `config`, and over it what was set one by one. */
  protected hostLayer(): Record<string, unknown> {
    const layer: Record<string, unknown> = { ...this.config };
    const own = this as unknown as Record<string, unknown>;
    for (const name of settingTypes.keys()) {
      if (own[name] !== undefined && own[name] !== null) layer[name] = own[name];
    }
    return layer;
  }
}
