/**
 * The types of the pages' client are made from the hub's own OpenAPI. After a change of the API:
 * npm test -- packages/web/test/api-types.test.ts --update
 */
import openapiTypescript, { astToString } from "openapi-typescript";
import { expect, it } from "vitest";
import { startTestHub } from "../../hub/src/testing/hub.ts";

it("the pages know the API as it is", async () => {
  const hub = await startTestHub();
  try {
    const { body } = await hub.request("GET", "/api/v1/openapi.json");
    const { paths, ...rest } = body as { paths: Record<string, unknown> };
    // Rows are of every shape, and pages show those of any entity by its description: their types would be 25,000 lines.
    const known = Object.entries(paths).filter(([path]) => !/^\/api\/v1\/entities\/[A-Z]/.test(path));
    const types = astToString(
      await openapiTypescript({ ...rest, paths: Object.fromEntries(known) } as never, {
        alphabetize: true,
      }),
    );
    await expect(
      `/** Made from the hub's OpenAPI by test/api-types.test.ts. */\n${types}`,
    ).toMatchFileSnapshot("../src/api/schema.ts");
  } finally {
    await hub.close();
  }
});
