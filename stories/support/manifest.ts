/**
 * The custom elements manifest (`cem analyze`) as the stories use it: controls come from it, and the
 * page on theming lists what it names.
 */

/** A name with what it is. */
export interface ManifestItem {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text?: string };
}

/** A field or a method. */
export interface ManifestMember extends ManifestItem {
  readonly kind: 'field' | 'method';
  readonly privacy?: 'public' | 'protected' | 'private';
  readonly static?: boolean;
  readonly attribute?: string;
}

/** One class with a tag. */
export interface ManifestElement {
  readonly tagName?: string;
  readonly description?: string;
  readonly members?: readonly ManifestMember[];
  readonly attributes?: readonly (ManifestItem & { readonly fieldName?: string })[];
  readonly events?: readonly ManifestItem[];
  readonly slots?: readonly ManifestItem[];
  readonly cssProperties?: readonly ManifestItem[];
  readonly cssParts?: readonly ManifestItem[];
}

/** The file. */
export interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly ManifestElement[] }[];
}

const files = import.meta.glob<Manifest>('../../dist/custom-elements.json', {
  eager: true,
  import: 'default',
});

/** The manifest of this package; empty before it was made. */
export const manifest: Manifest = Object.values(files)[0] ?? { modules: [] };

/** What the manifest says about a tag. */
export function elementOf({ modules }: Manifest, tagName: string): ManifestElement {
  const declarations = modules.flatMap((module) => module.declarations ?? []);
  return declarations.find((declaration) => declaration.tagName === tagName) ?? {};
}
