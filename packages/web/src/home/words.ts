import { addWords, useWords } from "../language/words.ts";

const words = addWords(
  "home",
  {
    title: "Home",
    connections: "Connections",
    noConnections: "Nothing is connected yet. Connect a GoTo account, and its webinars appear here.",
    connect: "Connect an account",
    upcoming: "Webinars to come",
    upcomingNone: "No webinar is planned.",
    registrants_one: "{{count}} registrant",
    registrants_other: "{{count}} registrants",
    reading: "Reading from GoTo",
    inDays: "{{when}}",
    hand: "Wants a hand",
    nothing: "Nothing wants a hand. Runs that fail and rows that wait are shown here.",
    kept_one: "{{flow}}: {{count}} row waits",
    kept_other: "{{flow}}: {{count}} rows wait",
  },
  {
    title: "Inicio",
    connections: "Conexiones",
    noConnections:
      "Todavía no hay nada conectado. Conecte una cuenta de GoTo y sus webinars aparecerán aquí.",
    connect: "Conectar una cuenta",
    upcoming: "Próximos webinars",
    upcomingNone: "No hay ningún webinar previsto.",
    registrants_one: "{{count}} inscrito",
    registrants_other: "{{count}} inscritos",
    reading: "Leyendo de GoTo",
    inDays: "{{when}}",
    hand: "Necesita atención",
    nothing: "Nada necesita atención. Las ejecuciones fallidas y las filas en espera se muestran aquí.",
    kept_one: "{{flow}}: {{count}} fila en espera",
    kept_other: "{{flow}}: {{count}} filas en espera",
  },
);

export const useHomeWords = () => useWords(words);
