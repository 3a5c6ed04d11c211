import { nothingDone, type SpanishFailures } from "./failure.ts";

const nothingToDo = "No hace falta hacer nada.";

/** `packages/hub/src/agents`. */
export const agents: SpanishFailures = {
  "agent.closed": {
    message: "El hub se está cerrando, o cerró lo que esta ejecución tenía abierto.",
    meaning: "La llamada se interrumpió.",
    remedy: "No hace falta hacer nada: el agente vuelve a preguntar.",
  },
  "agent.gone": {
    message: "No se puede preguntar al agente: no da señales.",
    meaning: "No se probó nada.",
    remedy: "Inícielo en su máquina, o mire si todavía llega al hub.",
  },
  "agent.late-call": {
    message: "Esta llamada ya se respondió.",
    meaning: "La petición llegó tarde. No se hizo nada otra vez.",
    remedy: nothingToDo,
  },
  "agent.name-taken": {
    message: "Ya hay un agente con ese nombre.",
    meaning: "No se añadió nada.",
    remedy: "Elija otro nombre, o dé al agente un token nuevo.",
  },
  "agent.not-asked": {
    message: "Nadie pidió a este agente probar eso.",
    meaning: "No se probó nada.",
    remedy: "Pídalo en Ajustes > Agentes con «Probar».",
  },
  "agent.not-here": {
    message: "Este proceso del hub no tiene abierto lo que se pide.",
    meaning: "El hub se inició de nuevo, o la ejecución calló demasiado tiempo. No se hizo nada.",
    remedy: "No hace falta hacer nada: el agente sigue desde el último paso de la ejecución.",
  },
  "agent.not-permitted": {
    message: "El flujo no hace lo que el agente pide.",
    meaning: "Un agente solo puede hacer en el hub lo que dice el flujo que ejecuta. No se hizo nada.",
    remedy: "Cambie el flujo y ejecútelo de nuevo.",
  },
  "agent.removed": {
    message: "El agente al que está asignado el flujo fue eliminado.",
    meaning: "La ejecución terminó donde estaba; lo escrito antes queda.",
    remedy: "Asigne el flujo a otro agente, o a ninguno, y ejecútelo de nuevo.",
  },
  "agent.run-lost": {
    message: "La ejecución no es de este proceso, o ya no.",
    meaning: "Terminó, se dio a otro o nunca fue de este agente. No se guardó nada.",
    remedy: "No hace falta hacer nada: una ejecución viva sigue desde su último paso.",
  },
  "agent.silent": {
    message: "El agente no dijo lo que haría el flujo.",
    meaning: "Está ocupado, incomunicado, o un sistema que lee el flujo no responde. No se escribió nada.",
    remedy: "Pruebe con menos filas, o pruebe lo que usa el flujo en Ajustes > Agentes.",
  },
  "agent.superseded": {
    message: "Ahora habla otro proceso por este agente.",
    meaning: "Se inició después con el mismo token y tiene las ejecuciones. Este termina.",
    remedy: "Inicie un solo proceso por agente; para otra máquina añada otro agente.",
  },
  "agent.too-many": {
    message: "El agente tiene demasiadas llamadas o tablas abiertas a la vez.",
    meaning: "El hub guarda un número limitado por ejecución. No se hizo nada.",
    remedy: "Comuníquelo: un agente de esta versión no hace eso.",
  },
  "agent.unknown": {
    message: "No hay ningún agente así.",
    meaning: `${nothingDone} Un flujo asignado a él no puede ejecutarse.`,
    remedy: "Añádalo en Ajustes > Agentes.",
  },
};
