import { NdjsonOptions } from "../files/options.ts";
import { describeEndpoint } from "../testing/conformance.ts";
import { fileHarness } from "../testing/files.ts";
import { openNdjsonEndpoint } from "./ndjson.ts";

describeEndpoint(
  "ndjson",
  fileHarness(
    "people.ndjson",
    (tables, folder, ports) =>
      openNdjsonEndpoint(NdjsonOptions.parse({ kind: "ndjson", tables, folder }), ports),
    (text) => text,
  ),
);
