/** What `doctor` asks of access: whether anybody can sign in. */
import type { Check } from "../platform/http/checks.ts";
import type { People } from "./people/service.ts";

export function accessCheck(people: People): Check {
  return {
    name: "People",
    vital: false,
    async run() {
      const all = await people.list();
      const administrators = all.filter(({ role }) => role === "administrator").length;
      if (administrators > 0) {
        return [{ state: "ok", sentence: `${all.length} may sign in, ${administrators} as administrator.` }];
      }
      // No trouble for who works at this machine alone.
      return [
        {
          state: "ok",
          sentence:
            "Nobody can sign in yet; the command line here needs nobody to. Make a link: rostrum setup-link",
        },
      ];
    },
  };
}
