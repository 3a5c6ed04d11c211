import { useEffect } from "react";

/** A next step begins at its top, wherever the button of the one before it stood. */
export function useScrollUp(): void {
  useEffect(() => {
    // Newer browsers answer with a promise, which is nothing to clean up with.
    void window.scrollTo({ top: 0 });
  }, []);
}
