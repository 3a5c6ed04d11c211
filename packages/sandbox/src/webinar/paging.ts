/**
 * The paging shapes of GoTo Webinar (goto-webinar.md 4). Pure.
 *
 * The name of the size parameter differs from operation to operation, and the wrong one is ignored like every
 * unknown parameter.
 */

import { badRequest } from "./refusal.ts";

const defaultSize = 20;
const largestSize = 200;

export interface PageRequest {
  /** From zero. */
  readonly page: number;
  readonly size: number;
  /** Place of the page's first item in the whole list. */
  readonly offset: number;
}

/** Reads `page` and the size parameter. 400 for what is no whole number, and for a size above 200. */
export function readPage(query: URLSearchParams, sizeName: "size" | "limit"): PageRequest {
  const page = wholeNumber(query, "page") ?? 0;
  const size = wholeNumber(query, sizeName) ?? defaultSize;
  if (size < 1 || size > largestSize)
    throw badRequest(`${sizeName} must be between 1 and ${largestSize}, not ${size}.`);
  return { page, size, offset: page * size };
}

/**
 * The HAL-like shape. Without items `_embedded` is absent altogether, also past the last page, where the totals
 * stay true.
 */
export function halPage(
  name: string,
  items: readonly unknown[],
  totalElements: number,
  { page, size }: PageRequest,
): Record<string, unknown> {
  return {
    ...(items.length > 0 && { _embedded: { [name]: items } }),
    page: { size, totalElements, totalPages: Math.ceil(totalElements / size), number: page },
  };
}

/** The flat shape of registrants. `limit` is what was asked for, `pageSize` what this page holds. */
export function flatPage(
  data: readonly unknown[],
  total: number,
  { page, size }: PageRequest,
): Record<string, unknown> {
  return { data, total, page, limit: size, pageSize: data.length };
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`${name} must be a whole number from 0, not "${text}".`);
  return Number(text);
}
