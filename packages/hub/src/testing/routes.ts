/** For tests: every route that an app has, pages and undescribed ones included, as its router knows them. */
import type { Http } from "../platform/http/types.ts";

export interface Route {
  readonly method: string;
  readonly path: string;
}

/** From the router's own drawing of its tree, since it gives no list. HEAD comes with every GET and is left out. */
export function routesOf(http: Http): readonly Route[] {
  const above: string[] = [];
  return http
    .printRoutes({ commonPrefix: false })
    .split("\n")
    .flatMap((line) => {
      const drawn = /^((?:│ {3}| {4})*)[├└]── (.*?)(?: \(([^)]+)\))?$/.exec(line);
      if (drawn === null) return [];
      const [, indent = "", segment = "", methods = ""] = drawn;
      const depth = indent.length / 4;
      above.length = depth;
      above.push(segment);
      const path = above.join("");
      return methods
        .split(", ")
        .filter((method) => method !== "" && method !== "HEAD")
        .map((method) => ({ method, path }));
    });
}
