import { useEffect } from "react";

/** A next step begins at its top, wherever the button of the one before it stood. */
export function useScrollUp(): void {
  useEffect(() => window.scrollTo({ top: 0 }), []);
}
