/** Words of the list of flows, and of what a flow is in a sentence. NOT those of the editor or of runs. */
import { addWords, useWords } from "../language/words.ts";

const words = addWords(
  "flows",
  {
    title: "Flows",
    text: "A flow takes rows from one place, does something with each, and writes them to another.",
  },
  {
    title: "Flujos",
    text: "Un flujo toma filas de un sitio, hace algo con cada una y las escribe en otro.",
  },
);

export const useFlowWords = () => useWords(words);
