import { addWords, useWords } from "../../language/words.ts";
import { kindEnglish, kindSpanish } from "./kinds.ts";

const words = addWords(
  "personal-data",
  {
    ...kindEnglish,
    title: "Personal data",
    text: "What this hub knows of one e-mail address: find it all, export it, erase it. What GoTo itself keeps is not touched.",
    email: "E-mail address",
    badEmail: "This is no e-mail address.",
    find: "Find",
    known_one: "{{count}} record is known of {{email}}.",
    known_other: "{{count}} records are known of {{email}}.",
    unknown: "Nothing is known of {{email}} here.",
    notSearched: "Could not be looked into:",
    export: "Export all of it",
    erase: "Erase",
    eraseTitle: "Erase what is known of {{email}}?",
    eraseText:
      "Records about them are removed; in the audit log and the history of flows [erased] stands in their place. It does not come back.",
    eraseCounts: "Found were:",
    part: "{{kind}}: {{count}}",
    erasedText: "Erased: {{what}}.",
    erasedNothing: "Nothing had to be erased.",
    left_one: "{{count}} record is left, for somebody to decide:",
    left_other: "{{count}} records are left, for somebody to decide:",
    records_one: "{{count}} record",
    records_other: "{{count}} records",
    goto: "At GoTo",
    gotoText:
      "GoTo keeps its own data, and a replica brings back what GoTo still gives: erase there first. A registration for a webinar to come can be deleted on the page of the webinar. What GoTo keeps of webinars that are over its interface cannot delete: ask GoTo's support, as the account's administrator.",
    gotoCommands: "Registrations that a replica knows, as commands that delete them:",
    mark: "In the audit log this stands as {{mark}}, without the address.",
    close: "Close",
  },
  {
    ...kindSpanish,
    title: "Datos personales",
    text: "Lo que este hub sabe de una dirección de correo: encontrarlo todo, exportarlo, borrarlo. Lo que guarda el propio GoTo no se toca.",
    email: "Dirección de correo",
    badEmail: "No es una dirección de correo.",
    find: "Buscar",
    known_one: "Se conoce {{count}} registro de {{email}}.",
    known_other: "Se conocen {{count}} registros de {{email}}.",
    unknown: "Aquí no se sabe nada de {{email}}.",
    notSearched: "No se pudo buscar en:",
    export: "Exportarlo todo",
    erase: "Borrar",
    eraseTitle: "¿Borrar lo que se sabe de {{email}}?",
    eraseText:
      "Los registros sobre esa persona se eliminan; en el registro de auditoría y el historial de flujos queda [erased] en su lugar. No vuelve.",
    eraseCounts: "Se encontraron:",
    part: "{{kind}}: {{count}}",
    erasedText: "Borrado: {{what}}.",
    erasedNothing: "No hubo nada que borrar.",
    left_one: "Queda {{count}} registro, para que alguien decida:",
    left_other: "Quedan {{count}} registros, para que alguien decida:",
    records_one: "{{count}} registro",
    records_other: "{{count}} registros",
    goto: "En GoTo",
    gotoText:
      "GoTo guarda sus propios datos, y una réplica trae de vuelta lo que GoTo todavía da: borre primero allí. Una inscripción a un webinar futuro se puede eliminar en la página del webinar. Lo que GoTo guarda de webinars pasados no se puede eliminar por su interfaz: pídalo al soporte de GoTo, como administrador de la cuenta.",
    gotoCommands: "Inscripciones que conoce una réplica, como comandos que las eliminan:",
    mark: "En el registro de auditoría consta como {{mark}}, sin la dirección.",
    close: "Cerrar",
  },
);

export const usePersonalDataWords = () => useWords(words);

const isKnown = (name: string): name is keyof typeof kindEnglish => name in kindEnglish;

/** What a kind of record is, in words; the hub's own name for one that has none yet. */
export function useRecordKind(): (kind: string) => string {
  const say = usePersonalDataWords();
  return (kind) => {
    const name = `kind_${kind}`;
    return isKnown(name) ? say(name) : kind;
  };
}
