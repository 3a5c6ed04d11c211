/**
 * Recordings: finished ones only; there is no upload and no delete (goto-webinar.md 12).
 */
import { type Page, readFlatPage, readHalPage, walkPages } from "../paging.ts";
import type { CallOptions } from "../ports.ts";
import { type Call, path, read } from "./call.ts";
import type { AllRequest, PageRequest } from "./types.ts";

export interface RecordingAsset {
  recordingAssetKey: string;
  name: string;
  productName: string;
  createTime: string;
  creatorKey: string;
  accountKey: string;
  totalReferenceCount: number;
  mp4DownloadUrl: string;
  /** Only if there is a transcript. */
  transcriptDownloadUrl?: string;
  /** In searches only when asked for by `includes`. */
  recordingShareUrl?: string;
  /** In searches only when asked for by `includes`; never for uploads. */
  webinarKey?: string;
}

export type RecordingInclude = "recordingShareUrl" | "webinarKey";

interface RecordingOrder {
  readonly name?: string | undefined;
  /** Default CREATETIME. */
  readonly sortField?: "CREATETIME" | "NAME" | undefined;
  /** Default DESC. */
  readonly sortOrder?: "ASC" | "DESC" | undefined;
}

/** Search among one's own recordings. */
export interface RecordingSearch extends RecordingOrder {
  readonly accountKey: string;
}

/** Search among the recordings of an organizer of the account, by an administrator. */
export interface AdminRecordingSearch extends RecordingOrder {
  readonly organizerKey: string;
  readonly fromTime?: string | undefined;
  readonly toTime?: string | undefined;
}

export function recordingOperations(call: Call) {
  async function getRecordingAssets(
    input: {
      readonly webinarKey: string;
      readonly page?: number | undefined;
      readonly limit?: number | undefined;
    },
    options?: CallOptions,
  ): Promise<Page<RecordingAsset>> {
    const body = await call.json(
      {
        operation: "getRecordingAssets",
        method: "GET",
        path: path`/webinars/${input.webinarKey}/recordingAssets`,
        query: { page: input.page, limit: input.limit },
      },
      options,
    );
    return readFlatPage(body, input.limit, readRecording);
  }

  async function searchAssets(
    input: {
      readonly search: RecordingSearch;
      readonly includes?: readonly RecordingInclude[];
    } & PageRequest,
    options?: CallOptions,
  ): Promise<Page<RecordingAsset>> {
    const body = await call.json(
      {
        operation: "searchAssets",
        method: "POST",
        path: "/recordingassets/search",
        query: { page: input.page, size: input.size, includes: input.includes },
        body: input.search,
        repeatable: true,
      },
      options,
    );
    return readHalPage(body, "recordingAssets", readRecording);
  }

  async function searchAssetsForAdmin(
    input: {
      readonly accountKey: string;
      readonly search: AdminRecordingSearch;
      readonly includes?: readonly RecordingInclude[];
    } & PageRequest,
    options?: CallOptions,
  ): Promise<Page<RecordingAsset>> {
    const body = await call.json(
      {
        operation: "searchAssetsForAdmin",
        method: "POST",
        path: path`/accounts/${input.accountKey}/recordingassets/search`,
        query: { page: input.page, size: input.size, includes: input.includes },
        body: input.search,
        repeatable: true,
      },
      options,
    );
    return readHalPage(body, "recordingAssets", readRecording);
  }

  return {
    /**
     * One page of the recordings of one webinar. Mind the name `limit`.
     * GET /webinars/{webinarKey}/recordingAssets (goto-webinar.md 12)
     */
    getRecordingAssets,

    /** All pages of `getRecordingAssets`, one array each. */
    allRecordingAssets(
      input: { readonly webinarKey: string } & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<RecordingAsset[]> {
      const limit = input.size ?? 200;
      return walkPages(
        (page, signal) => getRecordingAssets({ ...input, page, limit }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (recording) => recording.recordingAssetKey,
          signal: options?.signal,
        },
      );
    },

    /**
     * One page of one's own recordings. A search by POST that changes nothing.
     * POST /recordingassets/search (goto-webinar.md 12)
     */
    searchAssets,

    /** All pages of `searchAssets`, one array each. */
    allAssets(
      input: {
        readonly search: RecordingSearch;
        readonly includes?: readonly RecordingInclude[];
      } & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<RecordingAsset[]> {
      const size = input.size ?? 200;
      return walkPages((page, signal) => searchAssets({ ...input, page, size }, { ...options, signal }), {
        concurrency: input.concurrency,
        identify: (recording) => recording.recordingAssetKey,
        signal: options?.signal,
      });
    },

    /**
     * One page of the recordings of an organizer of the account; administrators only.
     * POST /accounts/{accountKey}/recordingassets/search (goto-webinar.md 12)
     */
    searchAssetsForAdmin,

    /** All pages of `searchAssetsForAdmin`, one array each. */
    allAssetsForAdmin(
      input: {
        readonly accountKey: string;
        readonly search: AdminRecordingSearch;
        readonly includes?: readonly RecordingInclude[];
      } & AllRequest,
      options?: CallOptions,
    ): AsyncGenerator<RecordingAsset[]> {
      const size = input.size ?? 200;
      return walkPages(
        (page, signal) => searchAssetsForAdmin({ ...input, page, size }, { ...options, signal }),
        {
          concurrency: input.concurrency,
          identify: (recording) => recording.recordingAssetKey,
          signal: options?.signal,
        },
      );
    },
  };
}

function readRecording(item: unknown): RecordingAsset {
  return read<RecordingAsset>(item, ["recordingAssetKey", "creatorKey", "accountKey", "webinarKey"]);
}
