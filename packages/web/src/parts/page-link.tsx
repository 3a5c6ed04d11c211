/** A link to a page of ours, whose address, parameters and search are checked against the routes. */
import { Anchor, type AnchorProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ReactNode, Ref } from "react";

interface PlainLinkProps extends Omit<AnchorProps, "href"> {
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly children?: ReactNode;
}

const PlainLink = ({ ref, ...props }: PlainLinkProps) => (
  <Anchor {...(ref === undefined ? {} : { ref })} {...props} />
);

export const PageLink = createLink(PlainLink);
