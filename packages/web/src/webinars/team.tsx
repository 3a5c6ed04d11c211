import type { PartProps } from "./overview.tsx";
export function Team(_: PartProps) {
  return null;
}
