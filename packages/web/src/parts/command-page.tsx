/** The link that stands in a sentence of the hub's in the place of a command. NOT which page that is (`commands.ts`). */
import type { PageOfCommand } from "./commands.ts";
import { AnchorLink } from "./links.tsx";
import { usePartWords } from "./words.ts";

const plain = {
  flows: "/flows",
  data: "/data",
  replicas: "/replicas",
  connections: "/connections",
  endpoints: "/endpoints",
  agents: "/settings/agents",
  keys: "/settings/api-keys",
  people: "/settings/people",
  health: "/settings/health",
} as const;

export function CommandPage({ of }: { readonly of: PageOfCommand }) {
  const say = usePartWords();
  const looks = {
    inherit: true,
    underline: "always",
    // It may stand in a line that opens something else.
    onClick: (event: { stopPropagation(): void }) => event.stopPropagation(),
  } as const;
  if (!("name" in of))
    return (
      <AnchorLink {...looks} to={plain[of.page]}>
        {say(`page_${of.page}`)}
      </AnchorLink>
    );
  const { name } = of;
  const label = say(`page_${of.page}`, { name });
  switch (of.page) {
    case "entity":
      return (
        <AnchorLink {...looks} to="/data/$entity" params={{ entity: name }}>
          {label}
        </AnchorLink>
      );
    case "webinar":
      return (
        <AnchorLink {...looks} to="/data/Webinar/$webinarKey" params={{ webinarKey: name }}>
          {label}
        </AnchorLink>
      );
    case "flow":
      return (
        <AnchorLink {...looks} to="/flows/$name" params={{ name }}>
          {label}
        </AnchorLink>
      );
    case "editor":
      return (
        <AnchorLink {...looks} to="/flows/$name/edit" params={{ name }}>
          {label}
        </AnchorLink>
      );
    case "failedRows":
      return (
        <AnchorLink {...looks} to="/flows/$name/failed-rows" params={{ name }}>
          {label}
        </AnchorLink>
      );
    case "replica":
      return (
        <AnchorLink {...looks} to="/replicas/$name" params={{ name }}>
          {label}
        </AnchorLink>
      );
  }
}
