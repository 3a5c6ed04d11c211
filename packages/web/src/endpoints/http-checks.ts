/** What is wrong with the values of a REST API, as far as a form can tell before the hub is asked. Pure. */
import type { Values } from "./form-values.ts";
import { type HttpTableValues, methods, operations } from "./http-table-values.ts";

export interface CheckWords {
  readonly needed: string;
  readonly twice: string;
  readonly secretHeader: string;
}

/** As the hub refuses them: what headers like these hold would be shown to everybody who sees endpoints. */
const carriesSecrets = /^(proxy-)?authorization$|^cookie$|token|secret|api-?key|password/i;

/** Words by the path of the value in the form. */
export function httpFaultsOf(values: Values, words: CheckWords): Record<string, string> {
  if (values.kind !== "http") return {};
  const faults: Record<string, string> = {};
  const need = (path: string, text: string) => {
    if (text.trim() === "") faults[path] = words.needed;
  };
  const needOnce = (list: readonly string[], pathOf: (index: number) => string) => {
    for (const [index, text] of list.entries()) {
      need(pathOf(index), text);
      if (text.trim() !== "" && list.findIndex((one) => one.trim() === text.trim()) < index)
        faults[pathOf(index)] = words.twice;
    }
  };
  const names = values.headers.map(({ name }) => name);
  needOnce(names, (index) => `headers.${index}.name`);
  for (const [index, name] of names.entries())
    if (carriesSecrets.test(name.trim())) faults[`headers.${index}.name`] = words.secretHeader;
  needOnce(
    values.tables.map(({ name }) => name),
    (index) => `tables.${index}.name`,
  );
  for (const [index, table] of values.tables.entries()) checkTable(table, `tables.${index}`, need, needOnce);
  return faults;
}

function checkTable(
  table: HttpTableValues,
  at: string,
  need: (path: string, text: string) => void,
  needOnce: (list: readonly string[], pathOf: (index: number) => string) => void,
): void {
  const listed = (list: readonly string[], part: string, field: string) =>
    needOnce(list, (index) => `${at}.${part}.${index}.${field}`);
  listed(
    table.fields.map(({ name }) => name),
    "fields",
    "name",
  );
  listed(
    table.query.map(({ name }) => name),
    "query",
    "name",
  );
  listed(
    table.filters.map(({ field }) => field),
    "filters",
    "field",
  );
  const { paging } = table;
  if (paging === "page" || paging === "offset" || paging === "cursor")
    need(`${at}.parameter`, table.parameter);
  if (paging === "offset") need(`${at}.sizeParameter`, table.sizeParameter);
  if (paging === "cursor" || paging === "next") need(`${at}.member`, table.member);
  if (table.changesField.trim() !== "") need(`${at}.changesParameter`, table.changesParameter);
  if (table.changesParameter.trim() !== "") need(`${at}.changesField`, table.changesField);
  for (const operation of operations)
    if (methods.some((method) => method === table[operation].method))
      need(`${at}.${operation}.path`, table[operation].path);
}
