/** Cells of a spreadsheet, and values of ours. Pure. */
import type { CellValue } from "exceljs";
import { coerce, Misfit } from "../coerce.ts";
import { compareValues } from "../compare.ts";
import type { FieldType, Value } from "../endpoint.ts";

/** What a cell shows, without its dress: formulas by their result, links and rich texts by their text. */
export function plainOf(cell: CellValue): string | number | boolean | Date | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== "object" || cell instanceof Date) return cell;
  if ("richText" in cell) return cell.richText.map(({ text }) => text).join("");
  if ("text" in cell) return plainOf(cell.text as CellValue);
  if ("formula" in cell || "sharedFormula" in cell) return plainOf(cell.result as CellValue);
  return "error" in cell ? cell.error : null;
}

/** Excel keeps 15 digits of a number: a longer key was damaged before it came here. */
const surestNumber = 1e15;

/** A cell's value, by the type that was declared for its column or else by its own. */
export function valueIn(cell: CellValue, declared: FieldType | undefined): Value | Misfit {
  const plain = plainOf(cell);
  if (plain === null || plain === "") return null;
  if (plain instanceof Date) {
    const iso = plain.toISOString();
    const moment =
      iso.endsWith("T00:00:00.000Z") && declared === undefined ? iso.slice(0, 10) : iso.slice(0, -1);
    if (declared === undefined || declared === "text") return moment;
    return coerce(
      declared,
      declared === "date" ? iso.slice(0, 10) : declared === "time" ? iso.slice(11, -1) : iso,
    );
  }
  if (declared === undefined) return plain;
  const exact = declared === "text" || declared === "long";
  if (exact && typeof plain === "number" && Math.abs(plain) >= surestNumber) {
    return new Misfit(
      String(plain),
      "number that Excel keeps exactly (15 digits); format the column as text before typing it",
    );
  }
  if (declared === "json" && typeof plain === "string") return jsonOf(plain);
  return coerce(declared, plain);
}

function jsonOf(text: string): Value | Misfit {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return new Misfit(text, "JSON");
  }
}

/** The type that a cell suggests for a column of which nothing is declared. */
export function typeOfCell(cell: CellValue): FieldType | undefined {
  const plain = plainOf(cell);
  if (plain === null || plain === "") return undefined;
  if (plain instanceof Date) return plain.toISOString().endsWith("T00:00:00.000Z") ? "date" : "dateTime";
  if (typeof plain === "number") return Number.isSafeInteger(plain) ? "integer" : "number";
  return typeof plain === "boolean" ? "boolean" : "text";
}

/** Excel's calendar begins here; its first two months are off by a day. */
const firstDay = Date.UTC(1900, 2, 1);

/** What to put into a cell: numbers and dates as such where Excel keeps them exactly, and as text where it would not. */
export function cellOf(value: Value, type: FieldType): CellValue {
  if (value === null) return null;
  switch (type) {
    case "integer":
    case "number":
      return Number(value);
    case "decimal": {
      const number = Number(value);
      const exact =
        Math.abs(number) < surestNumber && compareValues(String(number), String(value), "decimal") === 0;
      return exact ? number : String(value);
    }
    case "boolean":
      return value === true;
    case "date":
    case "dateTime":
    case "instant": {
      const text = String(value);
      const date = new Date(type === "date" ? `${text}T00:00:00Z` : text.endsWith("Z") ? text : `${text}Z`);
      const exact = !/\.\d{4,}/.test(text) && date.getTime() >= firstDay;
      return exact ? date : text;
    }
    default:
      return typeof value === "string" ? value : JSON.stringify(value);
  }
}

export const formats: Partial<Record<FieldType, string>> = {
  date: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm:ss",
  instant: "yyyy-mm-dd hh:mm:ss",
};
