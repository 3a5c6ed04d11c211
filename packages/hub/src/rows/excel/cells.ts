/** Values of ours as cells of a spreadsheet, and what a cell cannot hold. Pure. */
import type { CellValue } from "exceljs";
import { coerce, Misfit } from "../coerce.ts";
import { compareValues } from "../compare.ts";
import type { FieldType, Value } from "../values.ts";

/** Excel keeps 15 digits of a number. */
export const surestNumber = 1e15;
const longestText = 32_767;
/** Excel's calendar begins here; its first two months are off by a day. */
const firstDay = Date.UTC(1900, 2, 1);

/** How moments are shown. Excel's have no zone, so the cells of those that are in UTC say so. */
export const formats: Partial<Record<FieldType, string>> = {
  date: "yyyy-mm-dd",
  dateTime: "yyyy-mm-dd hh:mm:ss",
  instant: 'yyyy-mm-dd hh:mm:ss "UTC"',
};

/**
 * What to put into a cell: numbers and dates as such where Excel keeps them exactly, and as text where it would not.
 * A value that is not of its column's type stands there as it is.
 */
export function cellOf(value: Value, type: FieldType): CellValue {
  const fitting = coerce(type, value);
  if (fitting instanceof Misfit) return textOf(value);
  if (fitting === null) return null;
  switch (type) {
    case "integer":
    case "number":
      return Number(fitting);
    case "decimal": {
      const number = Number(fitting);
      const exact =
        Math.abs(number) < surestNumber && compareValues(String(number), fitting, "decimal") === 0;
      return exact ? number : textOf(fitting);
    }
    case "boolean":
      return fitting === true;
    case "date":
    case "dateTime":
    case "instant": {
      const text = String(fitting);
      const date = new Date(type === "date" ? `${text}T00:00:00Z` : text.endsWith("Z") ? text : `${text}Z`);
      const exact = !/\.\d{4,}/.test(text) && date.getTime() >= firstDay;
      return exact ? date : text;
    }
    default:
      return textOf(fitting);
  }
}

/** Why a cell cannot hold a value, as a sentence; undefined when it can. */
export function refusedByCell(value: Value): string | undefined {
  if (value === null || typeof value === "number" || typeof value === "boolean") return undefined;
  const text = textOf(value);
  if (text.length > longestText)
    return `It has ${text.length} characters, and an Excel cell holds ${longestText}.`;
  return isWritable(text) ? undefined : "It has a character that Excel files cannot hold.";
}

function textOf(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * False for the characters that XML 1.0 has no place for (most control characters, halves of surrogate pairs, and two
 * more), and for the one that the library would leave out.
 */
function isWritable(text: string): boolean {
  if (!text.isWellFormed()) return false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    if (isControl || code === 0x7f || code >= 0xfffe) return false;
  }
  return true;
}
