/** The box in which a table scrolls by itself, so that the page never scrolls sideways; it can be scrolled by keyboard. */
import { Table } from "@mantine/core";
import type { ReactNode } from "react";

export interface TableFrameProps {
  /** What the table is of: read out where the box gets the focus. */
  readonly label: string;
  /** Pixels below which it scrolls sideways. */
  readonly minWidth: number;
  /** Above this it scrolls up and down, under a head that stays. */
  readonly maxHeight?: number | string;
  readonly children: ReactNode;
}

export function TableFrame({ label, minWidth, maxHeight, children }: TableFrameProps) {
  return (
    <Table.ScrollContainer
      minWidth={minWidth}
      {...(maxHeight === undefined ? {} : { maxHeight })}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}
    >
      {children}
    </Table.ScrollContainer>
  );
}
