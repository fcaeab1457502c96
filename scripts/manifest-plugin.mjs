/**
 * A plugin of `cem analyze`: puts everything a page may rely on onto `FastCommentsElement` and leaves
 * everything else out. Where each thing is documented:
 *
 * - properties and methods: on the class and its base class; scalar properties are attributes too;
 * - events and parts: the interfaces `FastCommentsEventMap` and `FastCommentsPartMap`;
 * - custom properties: a `/** … *\/` above the declaration that reads them, in `src/theme/*.css`;
 * - slots: `@slot` in the doc comment of the class.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const className = 'FastCommentsElement';

/** Modules as the package exports them. */
const exported = {
  'src/elements/fast-comments.ts': 'dist/element.js',
  'src/index.ts': 'dist/index.js',
};

/** The plugin. */
export function publicElement() {
  /** Members of an interface, by its name. */
  const interfaces = new Map();
  /** Methods of the platform's or Lit's that the class has its own version of. */
  const overriding = new Set();
  return {
    name: 'public-element',
    analyzePhase({ ts, node }) {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, membersOf(ts, node));
      if (ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node)) {
        const isOverride = (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Override) !== 0;
        if (isOverride) overriding.add(node.name.getText());
      }
    },
    packageLinkPhase({ customElementsManifest: manifest }) {
      const modules = manifest.modules.filter(({ path }) => path in exported);
      for (const part of modules) {
        part.path = exported[part.path];
        part.declarations = part.declarations.filter(({ name }) => name === className);
        part.exports = exportsOf(part.path);
        for (const element of part.declarations) {
          complete(element, overriding, interfaces);
        }
      }
      manifest.modules = modules;
    },
  };
}

function complete(element, overriding, interfaces) {
  element.superclass = { name: 'LitElement', package: 'lit' };
  element.members = element.members.filter(
    ({ name, privacy = 'public', static: isStatic }) =>
      privacy === 'public' && !isStatic && !overriding.has(name),
  );
  element.attributes = [];
  for (const member of element.members) {
    delete member.inheritedFrom;
    if (member.kind !== 'field' || !isScalar(member.type?.text ?? '')) continue;
    member.attribute = attributeOf(member.name);
    const { name, attribute, type, description } = member;
    element.attributes.push({ name: attribute, type, description, fieldName: name });
  }
  element.events = interfaces.get('FastCommentsEventMap') ?? [];
  element.cssParts = (interfaces.get('FastCommentsPartMap') ?? []).map(({ name, description }) => ({
    name,
    description,
  }));
  element.cssProperties = customProperties('src/theme');
}

/** Whether a property of this type can be written as an attribute. */
function isScalar(type) {
  return type
    .split('|')
    .map((kind) => kind.trim())
    .filter((kind) => kind !== 'undefined' && kind !== '')
    .every((kind) => /^(string|number|boolean|\d+|'[^']*'|SortDirection)$/.test(kind));
}

/** `pageSize` → `page-size`; a run of capitals is one word: `customCSS` → `custom-css`. */
function attributeOf(name) {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

function membersOf(ts, node) {
  return node.members.filter(ts.isPropertySignature).map((member) => {
    const [doc] = member.jsDoc ?? [];
    return {
      name: ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(),
      type: { text: oneLine(member.type?.getText() ?? '') },
      description: oneLine(ts.getTextOfJSDocComment(doc?.comment) ?? ''),
    };
  });
}

function exportsOf(path) {
  const declaration = { name: className, module: 'dist/element.js' };
  const named = { kind: 'js', name: className, declaration };
  if (path !== 'dist/index.js') return [named];
  return [named, { kind: 'custom-element-definition', name: 'fast-comments', declaration }];
}

/** Custom properties that are documented where they are read, with what they are if they are not set. */
function customProperties(folder) {
  const sheets = readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  /** Public names of private properties. */
  const publicNames = new Map();
  for (const [, own, name] of sheets.join('').matchAll(/(--_[\w-]+):\s*var\((--fc-[\w-]+)/g)) {
    if (!publicNames.has(own)) publicNames.set(own, name);
  }
  const documented = /\/\*\*([^]*?)\*\/\s*[\w-]+:\s*var\(\s*(--fc-[\w-]+)([^;]*)\);/g;
  const found = sheets.flatMap((sheet) =>
    [...sheet.matchAll(documented)].map(([, doc, name, rest]) => {
      const fallback = oneLine(rest.replace(/^\s*,/, ''))
        .replace(/var\((--_[\w-]+)\)/g, (whole, own) =>
          publicNames.has(own) ? `var(${publicNames.get(own)})` : whole,
        )
        .trim();
      const isDrawn = /^(path|polygon)\(/.test(fallback);
      return {
        name,
        description: oneLine(doc),
        ...(isDrawn || fallback === '' ? {} : { default: fallback }),
      };
    }),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').trim();
}
