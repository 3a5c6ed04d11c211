/** The words for a failure in the language that is chosen. English is the hub's own; Spanish is loaded when it is needed. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Failure } from "../failure.ts";
import type { SpanishFailure } from "./failure.ts";

/** The Spanish for a failure; undefined for who reads English, for what has none, and until it is there. */
export function useSpanishFailure({ code }: Failure): SpanishFailure | undefined {
  const { i18n } = useTranslation();
  const { data } = useQuery({
    queryKey: ["failure-words"],
    enabled: i18n.language === "es",
    queryFn: async () => (await import("./spanish.ts")).spanishFailures,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return i18n.language === "es" ? data?.[code] : undefined;
}
