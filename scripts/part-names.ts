/**
 * Which `part` names the sources give to what they draw. Read from the code with its types, so that a
 * name that is put together (`tool-${mark}`) counts as every name it can become; one that cannot be
 * told is a problem.
 */
import { relative } from 'node:path';
import ts from 'typescript';

/** What was found. */
export interface PartNames {
  readonly names: ReadonlySet<string>;
  /** Places whose names cannot be told from the code. */
  readonly problems: readonly string[];
}

/** Reads `src/elements` and `src/html`. */
export function partNames(): PartNames {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const program = ts.createProgram(
    fileNames.filter((name) => /\/src\/(elements|html)\//.test(name)),
    options,
  );
  const reader = new PartReader(program.getTypeChecker());
  for (const file of program.getSourceFiles()) {
    if (/\/src\/(elements|html)\//.test(file.fileName)) reader.read(file);
  }
  return reader;
}

/** Round the number of a placeholder: they stand in no markup. */
const [open, close] = ['⟦', '⟧'];
const hole = /⟦(\d+)⟧/;

class PartReader implements PartNames {
  readonly names = new Set<string>();
  readonly problems: string[] = [];
  readonly #checker: ts.TypeChecker;
  /** Variables whose values are being read. */
  readonly #reading = new Set<ts.Symbol>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  read(node: ts.Node): void {
    for (const value of partExpressions(node)) this.#take(value);
    if (ts.isTaggedTemplateExpression(node)) this.#readTemplate(node.template);
    ts.forEachChild(node, (child) => {
      this.read(child);
    });
  }

  #take(expression: ts.Expression): void {
    const texts = this.#textsOf(expression);
    if (texts) this.#add(texts);
    else this.#complain(expression);
  }

  #add(texts: readonly string[]): void {
    for (const text of texts) {
      for (const name of text.split(/\s+/)) if (name !== '') this.names.add(name);
    }
  }

  #complain(node: ts.Node): void {
    const file = node.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    this.problems.push(
      `${relative('.', file.fileName)}:${line + 1}: which parts ${node.getText()} names cannot be told`,
    );
  }

  /** `part="a b-${c}"` and `part=${d}` in a template. */
  #readTemplate(template: ts.TemplateLiteral): void {
    const spans = ts.isTemplateExpression(template) ? template.templateSpans : [];
    const texts = ts.isTemplateExpression(template)
      ? [template.head.text, ...spans.map(({ literal }) => literal.text)]
      : [template.text];
    const whole = texts.reduce((sum, text, at) => `${sum}${open}${at - 1}${close}${text}`);
    for (const [, quoted, bare] of whole.matchAll(/\spart=(?:"([^"]*)"|([^\s>"]+))/g)) {
      const value = quoted ?? bare ?? '';
      const pieces = value.split(hole);
      let found: string[] | null = [''];
      for (const [at, piece] of pieces.entries()) {
        const span = at % 2 === 1 ? spans[Number(piece)] : undefined;
        const ends: readonly string[] | null = span ? this.#textsOf(span.expression) : [piece];
        if (!ends && span) this.#complain(span.expression);
        found = ends && found.flatMap((start) => ends.map((end) => start + end));
        if (!found) break;
      }
      if (found) this.#add(found);
    }
  }

  /** Every text an expression can be; null if that cannot be told. */
  #textsOf(expression: ts.Expression): readonly string[] | null {
    const node = unwrapped(expression);
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (ts.isConditionalExpression(node)) {
      return this.#union([node.whenTrue, node.whenFalse]);
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
        return this.#union([node.left, node.right]);
      }
    }
    if (ts.isTemplateExpression(node)) {
      let texts: readonly string[] = [node.head.text];
      for (const { expression: inner, literal } of node.templateSpans) {
        const middles = this.#textsOf(inner);
        if (!middles) return null;
        texts = texts.flatMap((text) => middles.map((middle) => text + middle + literal.text));
      }
      return texts;
    }
    const literals = literalsOf(this.#checker.getTypeAtLocation(node));
    if (literals) return literals;
    if (ts.isIdentifier(node)) return this.#textsOfVariable(node);
    if (ts.isCallExpression(node)) {
      const { declaration } = this.#checker.getResolvedSignature(node) ?? {};
      if (declaration && 'body' in declaration && declaration.body) {
        return this.#union(returnedBy(declaration.body));
      }
    }
    return null;
  }

  #union(expressions: readonly ts.Expression[]): readonly string[] | null {
    const texts = expressions.map((one) => this.#textsOf(one));
    return texts.every((one) => one !== null) ? texts.flat() : null;
  }

  /** Everything that is ever assigned to a local variable. */
  #textsOfVariable(name: ts.Identifier): readonly string[] | null {
    const symbol = this.#checker.getSymbolAtLocation(name);
    const declaration = symbol?.valueDeclaration;
    if (!declaration || !ts.isVariableDeclaration(declaration)) return null;
    // `a = a ? `${a} b` : 'b'`: the rest of what it can be is being read already.
    if (this.#reading.has(symbol)) return [''];
    const values: ts.Expression[] = declaration.initializer ? [declaration.initializer] : [];
    const look = (node: ts.Node): void => {
      if (
        ts.isBinaryExpression(node) &&
        (node.operatorToken.kind === ts.SyntaxKind.EqualsToken ||
          node.operatorToken.kind === ts.SyntaxKind.PlusEqualsToken) &&
        this.#checker.getSymbolAtLocation(node.left) === symbol
      ) {
        values.push(node.right);
      }
      ts.forEachChild(node, look);
    };
    look(declaration.parent.parent.parent);
    this.#reading.add(symbol);
    const texts = this.#union(values);
    this.#reading.delete(symbol);
    return texts;
  }
}

/** The values that code gives to `part`: `setAttribute('part', x)`, `part.add(x)`, `{ part: x }`. */
function partExpressions(node: ts.Node): readonly ts.Expression[] {
  // What `patch` makes nodes of.
  if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && node.name.text === 'part') {
    return [node.initializer];
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression: target, name } = node.expression;
    const [first, second] = node.arguments;
    if (name.text === 'setAttribute' && second && first && ts.isStringLiteral(first)) {
      return first.text === 'part' ? [second] : [];
    }
    const isPart = ts.isPropertyAccessExpression(target) && target.name.text === 'part';
    if (isPart && (name.text === 'add' || name.text === 'toggle')) {
      return name.text === 'add' ? node.arguments : node.arguments.slice(0, 1);
    }
  }
  return [];
}

/** The texts of a type that is made of string literals alone; null for any other. */
function literalsOf(type: ts.Type): readonly string[] | null {
  const kinds = type.isUnion() ? type.types : [type];
  const texts: string[] = [];
  for (const kind of kinds) {
    if (kind.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) continue;
    if (!kind.isStringLiteral()) return null;
    texts.push(kind.value);
  }
  return texts;
}

function returnedBy(body: ts.Node): readonly ts.Expression[] {
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    ts.forEachChild(node, look);
  };
  ts.forEachChild(body, look);
  return found;
}

function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node)
    ? unwrapped(node.expression)
    : node;
}
