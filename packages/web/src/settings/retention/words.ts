import { addWords, useWords } from "../../language/words.ts";

const kindEnglish = {
  kind_audit: "Entries of the audit log, since they were made",
  "kind_flow-history": "Runs of flows, since they ended; a flow's own keep_days may be shorter",
  "kind_failed-rows": "Failed rows that still wait, since their last try",
  "kind_flow-messages": "Messages about flows, since they arrived or were given up",
  kind_authorizations: "Consents begun in a browser, since their end",
  "kind_replica-gone": "Rows of replicas gone at GoTo, since that was seen",
  "kind_replica-syncs": "Syncs of replicas, since they ended",
  "kind_sign-in": "Sessions and one-time links, since their end",
} as const;

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
    cancel: "Cancel",
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
    kind_audit: "Entradas del registro de auditoría, desde que se hicieron",
    "kind_flow-history":
      "Ejecuciones de flujos, desde que terminaron; el keep_days de un flujo puede ser más corto",
    "kind_failed-rows": "Filas fallidas que aún esperan, desde su último intento",
    "kind_flow-messages": "Mensajes sobre flujos, desde que llegaron o se dieron por perdidos",
    kind_authorizations: "Consentimientos comenzados en un navegador, desde su fin",
    "kind_replica-gone": "Filas de réplicas que ya no están en GoTo, desde que se vio",
    "kind_replica-syncs": "Sincronizaciones de réplicas, desde que terminaron",
    "kind_sign-in": "Sesiones y enlaces de un solo uso, desde su fin",
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
    cancel: "Cancelar",
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
