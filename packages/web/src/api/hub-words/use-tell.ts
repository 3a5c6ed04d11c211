/** The hub's sentences in the language that is chosen. English is the hub's own; Spanish is loaded when it is needed. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { type Tell, teller } from "./tell.ts";

/** Until the Spanish is there, and for who reads English, sentences are told as they are. */
export function useTell(): Tell {
  const { i18n } = useTranslation();
  const isSpanish = i18n.language === "es";
  const { data } = useQuery({
    queryKey: ["hub-words"],
    enabled: isSpanish,
    queryFn: async () => teller((await import("./spanish.ts")).spanish),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    // What is kept is a function: there is nothing to compare within it.
    structuralSharing: false,
  });
  return useCallback(
    (english: string) =>
      isSpanish && data !== undefined ? data(english) : [{ text: english, isEnglish: isSpanish }],
    [data, isSpanish],
  );
}

/** As text, for where no element can stand. */
export function useTellAsText(): (english: string) => string {
  const tell = useTell();
  return useCallback((english) => textOf(tell(english)), [tell]);
}

function textOf(pieces: ReturnType<Tell>): string {
  return pieces.map(({ text }) => text).join("");
}
