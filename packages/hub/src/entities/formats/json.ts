/** json and ndjson. Rows are plain values, so JSON.stringify is all there is to it; absent fields are left out. */
import type { Row } from "../registry/entity.ts";
import type { TextFormat } from "./encoder.ts";

/** One array, one row per line. */
export function jsonFormat(): TextFormat {
  let any = false;
  return {
    contentType: "application/json; charset=utf-8",
    extension: "json",
    rows(batch) {
      let text = "";
      for (const row of batch) {
        text += (any ? ",\n" : "[\n") + JSON.stringify(row);
        any = true;
      }
      return text;
    },
    end: () => (any ? "\n]\n" : "[]\n"),
  };
}

/** One row per line, https://github.com/ndjson/ndjson-spec. */
export function ndjsonFormat(): TextFormat {
  return {
    contentType: "application/x-ndjson; charset=utf-8",
    extension: "ndjson",
    rows(batch: readonly Row[]) {
      let text = "";
      for (const row of batch) text += `${JSON.stringify(row)}\n`;
      return text;
    },
    end: () => "",
  };
}
