/** A moment as people say it, with the exact instant on hover. */
import { Tooltip } from "@mantine/core";
import { dayAndTime, exactly, fromNow } from "../language/moments.ts";

export function Moment({ at, relative = false }: { readonly at: string; readonly relative?: boolean }) {
  const moment = new Date(at);
  return (
    <Tooltip label={exactly(moment)}>
      <time dateTime={at}>{relative ? fromNow(moment, new Date()) : dayAndTime(moment)}</time>
    </Tooltip>
  );
}
