/** The files of an endpoint as the pages bring them to the hub and link to them. NOT their rows. */
import { Failure, failureIn, failureOf } from "../api/failure.ts";

/** Plain files in the hub's folder, which no endpoint need be added for. */
export const fileKinds = ["csv", "ndjson", "excel", "parquet"] as const;

/** Whether the tables of an endpoint are files of the hub's; `settings` is absent for those that are there by themselves. */
export function hasFiles(name: string, kind: string | undefined): boolean {
  return fileKinds.some((one) => one === (kind ?? name));
}

/** A sheet of a book is no file of its own: "book.xlsx#2031" lies in "book.xlsx". */
export const fileOf = (table: string) => table.split("#")[0] ?? table;

export function fileAddress(endpoint: string, file: string): string {
  return `/api/v1/endpoints/${encodeURIComponent(endpoint)}/files/${encodeURIComponent(file)}`;
}

export interface Bringing {
  readonly endpoint: string;
  readonly file: File;
  readonly replace: boolean;
}

/** Brings a file to the hub, as it is. Rejects with the hub's Failure. */
export async function bringFile({ endpoint, file, replace }: Bringing): Promise<void> {
  const answer = await fetch(`${fileAddress(endpoint, file.name)}?replace=${replace}`, {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: file,
  }).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (!answer.ok) throw failureIn(answer.status, await answer.json().catch(() => undefined));
}

/** Whether it was refused because there is a file of its name. */
export const isThere = (error: unknown) => error instanceof Failure && error.code === "endpoint.file-exists";
