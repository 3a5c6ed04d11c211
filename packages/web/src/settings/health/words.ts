import { addWords, useWords } from "../../language/words.ts";

const checkEnglish = {
  check_Agents: "Agents",
  check_Alerts: "Messages about flows and replicas",
  check_Clock: "Clock",
  check_Connections: "Connections",
  check_Database: "Database",
  check_Key: "Key",
  check_People: "People",
  check_Replicas: "Replicas",
} as const;

const words = addWords(
  "health",
  {
    ...checkEnglish,
    title: "How the hub is",
    text: "What the hub finds when it looks at everything that it needs.",
    again: "Look again",
    list: "What was looked at",
    state_ok: "Good",
    state_warning: "Look at this",
    state_failed: "Does not work",
    all: "Everything is good.",
    warnings_one: "{{count}} thing wants a look.",
    warnings_other: "{{count}} things want a look.",
    failed_one: "{{count}} thing does not work.",
    failed_other: "{{count}} things do not work.",
    programs: "For programs",
    reference: "The reference of the API, to read and try out",
    metrics: "Figures for monitoring (Prometheus)",
  },
  {
    check_Agents: "Agentes",
    check_Alerts: "Mensajes sobre flujos y réplicas",
    check_Clock: "Reloj",
    check_Connections: "Conexiones",
    check_Database: "Base de datos",
    check_Key: "Clave",
    check_People: "Personas",
    check_Replicas: "Réplicas",
    title: "Cómo está el hub",
    text: "Lo que el hub encuentra cuando revisa todo lo que necesita.",
    again: "Revisar de nuevo",
    list: "Lo que se revisó",
    state_ok: "Bien",
    state_warning: "Conviene mirarlo",
    state_failed: "No funciona",
    all: "Todo está bien.",
    warnings_one: "Conviene mirar {{count}} cosa.",
    warnings_other: "Conviene mirar {{count}} cosas.",
    failed_one: "{{count}} cosa no funciona.",
    failed_other: "{{count}} cosas no funcionan.",
    programs: "Para programas",
    reference: "La referencia de la API, para leer y probar",
    metrics: "Cifras de supervisión (Prometheus)",
  },
);

export const useHealthWords = () => useWords(words);

const isKnown = (name: string): name is keyof typeof checkEnglish => name in checkEnglish;

/** What was looked at, in words; the hub's own for a check that has none yet. */
export function useCheckName(): (name: string) => string {
  const say = useHealthWords();
  return (name) => {
    const known = `check_${name}`;
    return isKnown(known) ? say(known) : name;
  };
}
