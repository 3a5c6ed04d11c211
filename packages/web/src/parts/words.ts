import { addWords, useWords } from "../language/words.ts";

const words = addWords(
  "parts",
  {
    unreachable: "The hub did not answer.",
    unreachableMeaning: "It may be starting, or the network between is down.",
    backAgain: "The hub did not answer then; now it does. Try it again.",
    trouble: "The hub ran into trouble.",
    details: "Technical text",
    copy: "Copy",
    copied: "Copied",
    cancel: "Cancel",
    close: "Close",
    showFigures: "Show the figures",
    hideFigures: "Hide the figures",
    waiting: "Loading",
  },
  {
    unreachable: "El hub no respondió.",
    unreachableMeaning: "Puede que esté arrancando, o que la red no funcione.",
    backAgain: "El hub no respondió entonces; ahora sí. Inténtelo de nuevo.",
    trouble: "El hub tuvo un problema.",
    details: "Texto técnico",
    copy: "Copiar",
    copied: "Copiado",
    cancel: "Cancelar",
    close: "Cerrar",
    showFigures: "Mostrar las cifras",
    hideFigures: "Ocultar las cifras",
    waiting: "Cargando",
  },
);

export const usePartWords = () => useWords(words);
