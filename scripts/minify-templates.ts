/** A Vite plugin that takes line breaks and indentation out of Lit's `html` templates. */
import MagicString from 'magic-string';
import ts from 'typescript';
import type { Plugin } from 'vite';

/** Each run of white space with a line break in it becomes one space: what is shown stays the same. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/src\/elements\/[\w-]+\.ts$/.test(id) || !code.includes('html`')) return null;
      const source = ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true);
      const out = new MagicString(code);
      const visit = (node: ts.Node): void => {
        if (
          ts.isTemplateHead(node) ||
          ts.isTemplateMiddleOrTemplateTail(node) ||
          ts.isNoSubstitutionTemplateLiteral(node)
        ) {
          const template = ts.isNoSubstitutionTemplateLiteral(node)
            ? node
            : ts.isTemplateHead(node)
              ? node.parent
              : node.parent.parent;
          const tagged = template.parent;
          if (ts.isTaggedTemplateExpression(tagged) && tagged.tag.getText() === 'html') {
            for (const match of node.getText().matchAll(/\s*\n\s*/g)) {
              const start = node.getStart() + match.index;
              out.update(start, start + match[0].length, ' ');
            }
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return { code: out.toString(), map: out.generateMap({ hires: true }) };
    },
  };
}
