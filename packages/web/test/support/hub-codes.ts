/**
 * The codes of all errors that the hub can answer with, read from its sources: what stands as `code` in an object, and what is
 * given to a function for its parameter `code`. NOT run: most errors could not be brought about in a test.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const sources = fileURLToPath(new URL("../../../hub/src", import.meta.url));

/** No answer of the hub: tests, the command line, an agent's own process, and what ends a process before it listens. */
const elsewhere =
  /\.test\.ts$|(^|\/)testing(\.ts|\/)|^cli\/|^agents\/process\/|^(server|worker)\.ts$|^platform\/(config|data-folder)\//;

export interface HubCodes {
  readonly codes: readonly string[];
  /** Expressions that are no text by themselves, with their file: `error.code`. */
  readonly others: readonly string[];
}

export function hubCodes(): HubCodes {
  const files = globSync("**/*.ts", { cwd: sources })
    .filter((file) => !elsewhere.test(file))
    .map((file) =>
      ts.createSourceFile(file, readFileSync(path.join(sources, file), "utf8"), ts.ScriptTarget.Latest, true),
    );
  const constants = new Map(files.flatMap((file) => collect(file, constantIn)));
  const takers = files.flatMap((file) => collect(file, takerIn));
  const given = files.flatMap((file) => {
    const here = takers.filter((taker) => taker.file === file || taker.isExported);
    return collect(file, (node) => givenIn(node, new Map(here.map(({ name, place }) => [name, place]))));
  });
  const codes = new Set<string>();
  const others = new Set<string>();
  for (const expression of given) {
    for (const end of endsOf(expression)) {
      const text = ts.isStringLiteral(end)
        ? end.text
        : ts.isIdentifier(end)
          ? constants.get(end.text)
          : undefined;
      if (text !== undefined) codes.add(text);
      else others.add(`${end.getSourceFile().fileName}: ${end.getText().replace(/\s+/g, " ")}`);
    }
  }
  return { codes: [...codes].toSorted(), others: [...others].toSorted() };
}

function collect<Found>(file: ts.SourceFile, find: (node: ts.Node) => readonly Found[]): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node) => {
    found.push(...find(node));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function constantIn(node: ts.Node): readonly (readonly [string, string])[] {
  const isText =
    ts.isVariableDeclaration(node) &&
    ts.isIdentifier(node.name) &&
    node.initializer !== undefined &&
    ts.isStringLiteral(node.initializer);
  return isText && ts.isStringLiteral(node.initializer) ? [[node.name.getText(), node.initializer.text]] : [];
}

/** A function with a parameter `code`. */
interface Taker {
  readonly file: ts.SourceFile;
  readonly name: string;
  /** The place of that parameter. */
  readonly place: number;
  readonly isExported: boolean;
}

function takerIn(node: ts.Node): readonly Taker[] {
  const isArrow =
    ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isArrowFunction(node.initializer);
  if (!ts.isFunctionDeclaration(node) && !isArrow) return [];
  const made = ts.isFunctionDeclaration(node) ? node : node.initializer;
  const name = node.name?.getText();
  if (made === undefined || name === undefined || !ts.isFunctionLike(made)) return [];
  const place = made.parameters.findIndex((parameter) => parameter.name.getText() === "code");
  const isExported =
    ts.isFunctionDeclaration(node) &&
    (node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
  return place < 0 ? [] : [{ file: node.getSourceFile(), name, place, isExported }];
}

function givenIn(node: ts.Node, takers: ReadonlyMap<string, number>): readonly ts.Expression[] {
  if (ts.isPropertyAssignment(node) && node.name.getText() === "code") return [node.initializer];
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return [];
  const argument = node.arguments[takers.get(node.expression.text) ?? Number.NaN];
  return argument === undefined ? [] : [argument];
}

/** The values that an expression may have: both sides of a choice. */
function endsOf(expression: ts.Expression): readonly ts.Expression[] {
  if (!ts.isConditionalExpression(expression)) return [expression];
  return [...endsOf(expression.whenTrue), ...endsOf(expression.whenFalse)];
}
