/** Recordings: searchAssets, searchAssetsForAdmin and getRecordingAssets (goto-webinar.md 12). */

import type { Answer, Context } from "../http/operation.ts";
import type { RecordingAsset } from "../world/model.ts";
import { administeredAccountAt, ownAccountKey, ownWebinarAt } from "./access.ts";
import * as body from "./body.ts";
import { defineWebinarOperation } from "./define.ts";
import { instant, readInstant } from "./instants.ts";
import { halPage, readPage } from "./paging.ts";
import { badRequest, unknownKey } from "./refusal.ts";

/** The caller's own. The vendor's samples say PUT, which is a slip (goto-webinar.md 15). */
export const searchAssets = defineWebinarOperation({
  operationId: "searchAssets",
  method: "POST",
  path: "/recordingassets/search",
  handle(context) {
    const { world, caller } = context;
    const members = body.objectFrom(context.body);
    const accountKey = ownAccountKey(context, body.requiredKey(members, "accountKey"));
    const { organizerKey } = caller.organizer;
    const assets = world
      .recordingAssetsOf({ organizerKey })
      .filter((asset) => asset.accountKey === accountKey);
    return answer(context, assets, members);
  },
});

/** Those of any organizer of the account, for its administrators. */
export const searchAssetsForAdmin = defineWebinarOperation({
  operationId: "searchAssetsForAdmin",
  method: "POST",
  path: "/accounts/:accountKey/recordingassets/search",
  handle(context) {
    const { world } = context;
    const accountKey = administeredAccountAt(context);
    const members = body.objectFrom(context.body);
    const organizerKey = body.requiredKey(members, "organizerKey");
    if (!world.organizersOf(accountKey).some((organizer) => organizer.organizerKey === organizerKey))
      throw unknownKey("Organizer with specified key does not exist in this account.");
    const from = time(members, "fromTime") ?? Number.NEGATIVE_INFINITY;
    const to = time(members, "toTime") ?? Number.POSITIVE_INFINITY;
    const assets = world
      .recordingAssetsOf({ organizerKey })
      .filter(
        (asset) => asset.accountKey === accountKey && asset.createTime >= from && asset.createTime <= to,
      );
    return answer(context, assets, members);
  },
});

/** A flat page without `limit`; share link and webinarKey are always there. */
export const getRecordingAssets = defineWebinarOperation({
  operationId: "getRecordingAssets",
  method: "GET",
  path: "/webinars/:webinarKey/recordingAssets",
  handle(context) {
    const assets = context.world.recordings(ownWebinarAt(context));
    const { offset, size, page } = readPage(context.query, "limit");
    const data = assets
      .slice(offset, offset + size)
      .map((asset) => item(asset, new Set(["recordingShareUrl", "webinarKey"])));
    return { status: 200, body: { data, total: assets.length, page, pageSize: data.length } };
  },
});

type Include = "recordingShareUrl" | "webinarKey";

function answer(
  { query }: Pick<Context, "query">,
  assets: readonly RecordingAsset[],
  members: body.Members,
): Answer {
  const request = readPage(query, "size");
  const wanted = includes(query);
  const found = sorted(named(assets, body.text(members, "name")), members);
  const items = found
    .slice(request.offset, request.offset + request.size)
    .map((asset) => item(asset, wanted));
  return { status: 200, body: halPage("recordingAssets", items, found.length, request) };
}

/** Part of the name, whatever its case: how GoTo compares is not known. */
function named(assets: readonly RecordingAsset[], name: string | undefined): readonly RecordingAsset[] {
  if (name === undefined) return assets;
  return assets.filter((asset) => asset.name.toLowerCase().includes(name.toLowerCase()));
}

function sorted(assets: readonly RecordingAsset[], members: body.Members): readonly RecordingAsset[] {
  const field = body.choice(members, "sortField", ["CREATETIME", "NAME"]) ?? "CREATETIME";
  const order = body.choice(members, "sortOrder", ["DESC", "ASC"]) ?? "DESC";
  const direction = order === "ASC" ? 1 : -1;
  return assets.toSorted(
    (one, other) =>
      direction * (field === "NAME" ? compareText(one.name, other.name) : one.createTime - other.createTime),
  );
}

/** By code unit, so that every machine sorts alike. */
function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Given once with commas, or several times (goto-webinar.md 12). */
function includes(query: URLSearchParams): ReadonlySet<Include> {
  const words = query
    .getAll("includes")
    .flatMap((value) => value.split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
  return new Set(
    words.map((word) => {
      if (word === "recordingShareUrl" || word === "webinarKey") return word;
      throw badRequest(`includes must be recordingShareUrl, webinarKey or both, not "${word}".`);
    }),
  );
}

/** A transcript is there only if one was made, a webinarKey never for an upload. */
function item(asset: RecordingAsset, wanted: ReadonlySet<Include>): Record<string, unknown> {
  return {
    name: asset.name,
    recordingAssetKey: asset.recordingAssetKey,
    productName: asset.productName,
    createTime: instant(asset.createTime),
    creatorKey: asset.creatorKey,
    accountKey: asset.accountKey,
    totalReferenceCount: asset.totalReferenceCount,
    mp4DownloadUrl: asset.mp4DownloadUrl,
    ...(asset.transcriptDownloadUrl !== null && { transcriptDownloadUrl: asset.transcriptDownloadUrl }),
    ...(wanted.has("recordingShareUrl") && { recordingShareUrl: asset.recordingShareUrl }),
    ...(wanted.has("webinarKey") && asset.webinarKey !== null && { webinarKey: asset.webinarKey }),
  };
}

function time(members: body.Members, name: string): number | undefined {
  const given = body.text(members, name);
  if (given === undefined) return undefined;
  const at = readInstant(given);
  if (at === undefined)
    throw badRequest(`${name} must be ISO 8601, for example 2021-01-01T00:00:00Z, not "${given}".`);
  return at;
}
