/**
 * The sentences for people that the hub and its client of GoTo can say, read from their sources: each as its pattern, "There is no
 * replica \"{}\".", with {} for each value. NOT run: most could not be brought about in a test.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const packages = fileURLToPath(new URL("../../..", import.meta.url));

/** Nothing that the pages show: tests, the command line, an agent's own process, and what ends a process before it listens. */
const elsewhere = [
  /\.test\.ts$/,
  /(^|\/)testing(\.ts|\/)/,
  /^hub\/src\/(cli|agents\/process|platform\/(config|data-folder|pages|log))\//,
  /^hub\/src\/(server|worker)\.ts$/,
  // Pages of the hub's own, in both languages.
  /^hub\/src\/(access\/sign-in\/words|connections\/callback-page)\.ts$/,
  // Only the command line says these: plans of queries, restores, what keeps a hub from beginning.
  /^hub\/src\/(entities\/query\/explain|flows\/progress\/model|replica\/table|platform\/(database\/(backup\/refusals|migrate)|crypto\/sealed-values|http\/openapi))\.ts$/,
  // Told in both languages by `meanings.ts` of the pages, held by a test of its own.
  /^hub\/src\/entities\/registry\/(?!(registry|entity)\.)/,
];

/** In these properties stands what people read, with or without a full stop. */
const wordsOfPeople = new Set(["message", "meaning", "remedy", "sentence", "words", "why"]);
/** These are for who programs, or writes flows and requests. */
const wordsOfPrograms = new Set(["description", "summary", "title", "pattern", "name"]);
/** More ways than this to say one sentence: its choices are taken for values. */
const mostWays = 16;

export interface HubSentences {
  /** What has to be said in Spanish, by pattern, with the file where it stands. */
  readonly sentences: ReadonlyMap<string, string>;
  /** Every text of the sources: words that become part of a sentence, too. */
  readonly texts: ReadonlySet<string>;
}

export function hubSentences(): HubSentences {
  const files = globSync(["hub/src/**/*.ts", "goto/src/**/*.ts"], { cwd: packages }).filter(
    (file) => !elsewhere.some((one) => one.test(file)),
  );
  const sentences = new Map<string, string>();
  const texts = new Set<string>();
  for (const file of files) {
    const source = ts.createSourceFile(
      file,
      readFileSync(path.join(packages, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    const visit = (node: ts.Node) => {
      if (isForNobody(node)) return;
      if (isText(node)) {
        for (const way of waysToSay(node)) {
          const pattern = withoutBefore(way);
          texts.add(pattern);
          if (isForPeople(node, way)) sentences.set(pattern, file);
        }
      }
      if (!ts.isBinaryExpression(node) || !isText(node)) ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { sentences, texts };
}

/** What stands before a sentence is no part of it: a place, a name, or another sentence. */
function withoutBefore(way: string): string {
  return way.replace(/^\{\}(\.\{\})?: |^\{\} (?=[A-Z])/, "");
}

/** Texts that are put together count as one. */
type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression | ts.BinaryExpression;

function isText(node: ts.Node): node is Text {
  if (ts.isBinaryExpression(node))
    return node.operatorToken.kind === ts.SyntaxKind.PlusToken && isText(node.left) && isText(node.right);
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)
  );
}

/** Descriptions of parameters, mistakes of programming, SQL, logs, types and imports. */
function isForNobody(node: ts.Node): boolean {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isTaggedTemplateExpression(node)) return true;
  if (ts.isNewExpression(node))
    return /^(Error|TypeError|RangeError|RegExp)$/.test(node.expression.getText());
  if (ts.isPropertyAssignment(node)) return wordsOfPrograms.has(node.name.getText());
  const parent = node.parent;
  return (
    parent !== undefined &&
    ts.isCallExpression(parent) &&
    parent.expression !== node &&
    /\.(describe|meta|regex)$|\blog(ger)?\.\w+$|^debug$/.test(parent.expression.getText())
  );
}

function isForPeople(node: Text, pattern: string): boolean {
  if (!/[a-z]/i.test(pattern.replaceAll(/\{\}/g, ""))) return false;
  if (!/[a-z}"]:? [a-z{"]/i.test(pattern)) return false;
  // An order of the command line is the same in each language.
  if (/^rostrum [a-z]+ /.test(pattern)) return false;
  if (/^(select|insert|update|delete|create|alter|drop|with|set|grant|lock|copy) /.test(pattern))
    return false;
  const isInside = ts.findAncestor(node.parent, ts.isTemplateSpan) !== undefined;
  if (!isInside && belongsTo(node, wordsOfPeople)) return true;
  return /^[A-Z"{].*[.?!]$/s.test(pattern) && !/^(https?|postgres):/.test(pattern);
}

/** Whether a text is the value of such a property, or one of its choices. */
function belongsTo(node: ts.Node, properties: ReadonlySet<string>): boolean {
  const parent = node.parent;
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && belongsTo(parent, properties);
  if (ts.isParenthesizedExpression(parent)) return belongsTo(parent, properties);
  return ts.isPropertyAssignment(parent) && properties.has(parent.name.getText());
}

/** The patterns of a text: several where it holds a choice between texts. */
function waysToSay(text: Text): readonly string[] {
  const ways = waysOf(text, new Set());
  return ways.length <= mostWays ? ways : [plainWay(text)];
}

function waysOf(expression: ts.Expression, met: ReadonlySet<ts.Node>): readonly string[] {
  if (ts.isParenthesizedExpression(expression)) return waysOf(expression.expression, met);
  if (ts.isStringLiteral(expression) || ts.isNoSubstitutionTemplateLiteral(expression))
    return [expression.text];
  if (ts.isConditionalExpression(expression))
    return [...new Set([...waysOf(expression.whenTrue, met), ...waysOf(expression.whenFalse, met)])];
  if (ts.isBinaryExpression(expression) && isText(expression))
    return waysOf(expression.left, met).flatMap((left) =>
      waysOf(expression.right, met).map((right) => left + right),
    );
  if (ts.isTemplateExpression(expression)) {
    return expression.templateSpans.reduce<readonly string[]>(
      (ways, { expression: value, literal }) =>
        ways.flatMap((way) => waysOf(value, met).map((one) => `${way}${one}${literal.text}`)),
      [expression.head.text],
    );
  }
  const constant = ts.isIdentifier(expression) ? constantOf(expression) : undefined;
  return constant === undefined || met.has(constant) ? ["{}"] : waysOf(constant, new Set([...met, constant]));
}

function plainWay(text: Text): string {
  if (ts.isBinaryExpression(text)) return "";
  if (!ts.isTemplateExpression(text)) return text.text;
  return text.head.text + text.templateSpans.map(({ literal }) => `{}${literal.text}`).join("");
}

/** What a name stands for, where it is a constant text of the nearest block around. */
function constantOf(name: ts.Identifier): ts.Expression | undefined {
  for (let around: ts.Node = name.parent; around !== undefined; around = around.parent) {
    if (!ts.isBlock(around) && !ts.isSourceFile(around)) continue;
    for (const statement of around.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find(
        (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name.text,
      )?.initializer;
      if (found !== undefined) return isTextual(found) ? found : undefined;
    }
  }
  return undefined;
}

function isTextual(expression: ts.Expression): boolean {
  if (ts.isConditionalExpression(expression))
    return isTextual(expression.whenTrue) && isTextual(expression.whenFalse);
  return isText(expression);
}
