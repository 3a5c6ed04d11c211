/** Parquet files. Types are the file's own; decimals and 64-bit numbers come out exactly. */
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaElement,
} from "hyparquet";
import type { z } from "zod";
import { HubError } from "../../platform/errors.ts";
import { coerce, Misfit } from "../../rows/coerce.ts";
import { refusedByParquet } from "../../rows/parquet/encode.ts";
import { groupRows, parquetOf } from "../../rows/parquet/file.ts";
import { extentsOf, fieldTypeOf, notedTypes } from "../../rows/parquet/schema.ts";
import type { FileColumn } from "../../rows/values.ts";
import type { Endpoint, FieldType, Row, Value } from "../endpoint.ts";
import { createFileEndpoint, type FilePorts } from "../files/endpoint.ts";
import { type FileFormat, type FileSource, Unreadable } from "../files/format.ts";
import type { ParquetOptions } from "../files/options.ts";
import { parseJson } from "../json.ts";
import { dateFromDays, decode, momentFromMicros } from "./values.ts";

export function openParquetEndpoint(options: z.infer<typeof ParquetOptions>, ports: FilePorts): Endpoint {
  return createFileEndpoint(parquet, options, ports);
}

// A byte order mark within a value is the value's own.
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const parsers = {
  timestampFromMilliseconds: (millis: bigint) => momentFromMicros(BigInt(millis) * 1_000n),
  timestampFromMicroseconds: (micros: bigint) => momentFromMicros(BigInt(micros)),
  timestampFromNanoseconds: (nanos: bigint) => momentFromMicros(BigInt(nanos) / 1_000n),
  dateFromDays,
  stringFromBytes: (bytes: Uint8Array | undefined) => bytes && utf8.decode(bytes),
  jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && parseJson(utf8.decode(bytes)),
  geometryFromBytes: (bytes: Uint8Array) => bytes,
  geographyFromBytes: (bytes: Uint8Array) => bytes,
};
const compressors = {
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
  ZSTD: (bytes: Uint8Array) => zstdDecompressSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

interface Opened {
  readonly file: Awaited<ReturnType<typeof asyncBufferFromFile>>;
  readonly metadata: FileMetaData;
  readonly columns: readonly {
    readonly element: SchemaElement;
    readonly name: string;
    readonly type: FieldType;
  }[];
}

async function openFile(source: FileSource): Promise<Opened> {
  try {
    const file = await asyncBufferFromFile(source.path);
    const metadata = await parquetMetadataAsync(file, { parsers, geoparquet: false });
    const noted = notedTypes(metadata);
    const columns = parquetSchema(metadata).children.map(({ element }) => {
      const { name } = element;
      const own = { ...element };
      // The reader would make floating-point numbers of decimals: without this mark it hands them out as they are.
      if (fieldTypeOf(own) === "decimal") {
        delete element.converted_type;
        delete element.logical_type;
      }
      return { element: own, name, type: noted.get(name) ?? fieldTypeOf(own) };
    });
    return { file, metadata, columns };
  } catch (cause) {
    throw new HubError({
      kind: "usage",
      code: "endpoint.bad-file",
      message: `${path.basename(source.path)} is no Parquet file that can be read: ${cause instanceof Error ? cause.message : String(cause)}.`,
      meaning: "It is of another format, or was not written to its end.",
      remedy: "Have it written again by the system that makes it.",
      cause,
    });
  }
}

const parquet: FileFormat = {
  kind: "parquet",
  called: "Parquet",
  extension: ".parquet",

  async columns(source) {
    const { columns } = await openFile(source);
    return columns.map(({ name, type }): FileColumn => ({ name, type: source.declared.get(name) ?? type }));
  },

  async *read(source) {
    const { file, metadata, columns } = await openFile(source);
    let groupStart = 0;
    for (const group of metadata.row_groups) {
      const groupEnd = groupStart + Number(group.num_rows);
      for (let rowStart = groupStart; rowStart < groupEnd; rowStart += groupRows) {
        const rowEnd = Math.min(rowStart + groupRows, groupEnd);
        const rows = await parquetReadObjects({
          file,
          metadata,
          rowStart,
          rowEnd,
          parsers,
          compressors,
          utf8: false,
          geoparquet: false,
          useOffsetIndex: true,
        });
        yield rows.map((row, index) => recordOf(source, columns, row, rowStart + index + 1));
      }
      groupStart = groupEnd;
    }
  },

  async write({ path: target, columns }, rows) {
    const extents = await extentsOf(columns, rows());
    await pipeline(Readable.from(parquetOf(columns, rows(), extents)), createWriteStream(target));
  },

  refuses: refusedByParquet,
};

function recordOf(
  source: FileSource,
  columns: Opened["columns"],
  stored: Record<string, unknown>,
  number: number,
): Row | Unreadable {
  const row: Record<string, Value> = {};
  for (const { element, name, type } of columns) {
    const value = decode(element, type, stored[name]);
    const declared = source.declared.get(name);
    const fitting = declared === undefined || declared === type ? value : coerce(declared, value);
    if (fitting instanceof Misfit) {
      return new Unreadable({
        place: `row ${number}`,
        error: { code: "no-fit", words: `${name}: ${fitting.words}.`, field: name, passing: false },
      });
    }
    row[name] = fitting;
  }
  return row;
}
