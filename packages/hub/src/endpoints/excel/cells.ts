/** Cells of a spreadsheet as values of ours. Pure. The other way is `rows/excel/cells.ts`. */
import type { CellValue } from "exceljs";
import { coerce, Misfit } from "../../rows/coerce.ts";
import { surestNumber } from "../../rows/excel/cells.ts";
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
  // A longer key was damaged before it came here.
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
