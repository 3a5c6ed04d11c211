import { addWords, useWords } from "../../language/words.ts";
import { kindEnglish, kindSpanish } from "./kinds.ts";

const words = addWords(
  "retention",
  {
    ...kindEnglish,
    title: "How long data is kept",
    text: "What is over is removed once a day by itself. What is removed does not come back.",
    list: "Kinds of data",
    forDays_one: "Kept for {{count}} day",
    forDays_other: "Kept for {{count}} days",
    forEver: "Kept for ever",
    usual_one: "Usual is {{count}} day.",
    usual_other: "Usual are {{count}} days.",
    usualForEver: "Usual is for ever.",
    change: "Change",
    changeTitle: "How long is it kept?",
    shorter: "What is older goes with the next daily removal, and does not come back.",
    days: "Days",
    badDays: "A whole number of days, from 1 to 36,500.",
    keepForEver: "For ever",
    save: "Save",
    close: "Close",
    last: "Last removed {{when}}: {{what}}.",
    lastNothing: "Last looked {{when}}: nothing was over.",
    lastRunning: "What is over is being removed now.",
    never: "Nothing was ever looked at: the first daily removal is still to come.",
    apply: "Remove now what is over",
    applyTitle: "Remove now what is over?",
    applyText: "Everything that is older than this is removed at once, and does not come back:",
    remove: "Remove",
    removed: "Removed: {{what}}.",
    removedNothing: "Nothing was over.",
    part: "{{what}}: {{count}}",
  },
  {
    ...kindSpanish,
    title: "Cuánto se guardan los datos",
    text: "Lo vencido se elimina solo una vez al día. Lo que se elimina no vuelve.",
    list: "Tipos de datos",
    forDays_one: "Se guardan {{count}} día",
    forDays_other: "Se guardan {{count}} días",
    forEver: "Se guardan para siempre",
    usual_one: "Lo habitual es {{count}} día.",
    usual_other: "Lo habitual son {{count}} días.",
    usualForEver: "Lo habitual es para siempre.",
    change: "Cambiar",
    changeTitle: "¿Cuánto se guarda?",
    shorter: "Lo más antiguo se va con la próxima eliminación diaria, y no vuelve.",
    days: "Días",
    badDays: "Un número entero de días, de 1 a 36.500.",
    keepForEver: "Para siempre",
    save: "Guardar",
    close: "Cerrar",
    last: "Última eliminación {{when}}: {{what}}.",
    lastNothing: "Última revisión {{when}}: nada había vencido.",
    lastRunning: "Lo vencido se está eliminando ahora.",
    never: "Todavía no se ha revisado nada: la primera eliminación diaria está por llegar.",
    apply: "Eliminar ahora lo vencido",
    applyTitle: "¿Eliminar ahora lo vencido?",
    applyText: "Todo lo que sea más antiguo que esto se elimina enseguida, y no vuelve:",
    remove: "Eliminar",
    removed: "Eliminado: {{what}}.",
    removedNothing: "Nada había vencido.",
    part: "{{what}}: {{count}}",
  },
);

export const useRetentionWords = () => useWords(words);

const isKnown = (name: string): name is keyof typeof kindEnglish => name in kindEnglish;

/** A kind of data: what it is, and from when its days count. */
interface KindWords {
  readonly what: string;
  readonly since: string | undefined;
}

/** A kind of data in words; `plain` where a newer hub keeps one that has none yet. All have the form "what, since". */
export function useKindWords(): (kind: string, plain: string) => KindWords {
  const say = useRetentionWords();
  return (kind, plain) => {
    const name = `kind_${kind}`;
    const text = isKnown(name) ? say(name) : plain;
    const comma = text.indexOf(", ");
    return comma < 0
      ? { what: text, since: undefined }
      : { what: text.slice(0, comma), since: text.slice(comma + 2) };
  };
}
