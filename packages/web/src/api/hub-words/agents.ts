import type { Sentences } from "./tell.ts";

/** `packages/hub/src/agents`. */
export const agents: Sentences = {
  "{agent} is alive": "{agent} está vivo",
  "{agent} was never started": "{agent} no se inició nunca",
  "{agent} was never started; a run waits for it": "{agent} no se inició nunca; una ejecución lo espera",
  "{agent} was never started; {runs} runs wait for it":
    "{agent} no se inició nunca; {runs} ejecuciones lo esperan",
  "Start it in its network: rostrum agent --hub URL --token TOKEN":
    "Inícielo en su red: rostrum agent --hub URL --token TOKEN",
  "{agent} is {state}, last heard of at {seenAt}":
    "{agent} está {state|told}; dio señales por última vez: {seenAt}",
  "{agent} is {state}, last heard of at {seenAt}; a run waits for it":
    "{agent} está {state|told}; dio señales por última vez: {seenAt}; una ejecución lo espera",
  "{agent} is {state}, last heard of at {seenAt}; {runs} runs wait for it":
    "{agent} está {state|told}; dio señales por última vez: {seenAt}; {runs} ejecuciones lo esperan",
  "Start it again, or see whether it still reaches the hub.":
    "Inícielo de nuevo, o mire si todavía llega al hub.",
  "Waits for the agent {name}, which is not there any more. Stop the run, or add the agent again.":
    "Espera al agente {name}, que ya no existe. Detenga la ejecución, o añada de nuevo el agente.",
  "The hub ends.": "El hub termina.",
  "Waits for the agent {agent}, last heard of at {heard}; it goes on by itself when it comes back.":
    "Espera al agente {agent}, que dio señales por última vez: {heard}; sigue por sí sola cuando vuelva.",
  "Waits for the agent {agent}, not heard of since {heard}. Start it again, or see whether it still reaches the hub.":
    "Espera al agente {agent}, que no da señales desde {heard}. Inícielo de nuevo, o mire si todavía llega al hub.",
  'There is no agent "{name}".': "No hay ningún agente «{name}».",
  "Nothing was done; a flow that is pinned to it cannot run.":
    "No se hizo nada; un flujo asignado a él no puede ejecutarse.",
  "Add it with: rostrum agent add {name}": "Añádalo con: rostrum agent add {name}",
  "Add it with: rostrum agent add {name}; there are: {known}.":
    "Añádalo con: rostrum agent add {name}; hay: {known}.",
  "The agent {agent} cannot be asked: it is new.": "No se puede preguntar al agente {agent}: es nuevo.",
  "The agent {agent} cannot be asked: it is not heard of since {seenAt}.":
    "No se puede preguntar al agente {agent}: no da señales desde {seenAt}.",
  "Start it with: rostrum agent --hub URL --token TOKEN; or see whether it still reaches the hub.":
    "Inícielo con: rostrum agent --hub URL --token TOKEN; o mire si todavía llega al hub.",
  "Another process speaks for the agent {name} now.": "Ahora habla otro proceso por el agente {name}.",
  "It was started later with the same token and has the agent's runs. This one ends.":
    "Se inició después con el mismo token y tiene las ejecuciones del agente. Este termina.",
  "Run one process per agent; for a second machine add a second agent: rostrum agent add NAME":
    "Inicie un solo proceso por agente; para otra máquina añada otro agente: rostrum agent add NAME",
  "The run {id} is not, or no longer, this process's.": "La ejecución {id} no es de este proceso, o ya no.",
  "It ended, was given out again, or never was this agent's. Nothing was kept.":
    "Terminó, se dio a otro o nunca fue de este agente. No se guardó nada.",
  "Nothing needs to be done: a run that is alive goes on from its last step.":
    "No hace falta hacer nada: una ejecución viva sigue desde su último paso.",
  "The flow {flow} does not {what}.": "El flujo {flow} no hace esto: {what|told}.",
  "An agent may do at the hub only what the flow says that it runs. Nothing was done.":
    "Un agente solo puede hacer en el hub lo que dice el flujo que ejecuta. No se hizo nada.",
  "Change the flow, and start it anew.": "Cambie el flujo y ejecútelo de nuevo.",
  "The agent {name} did not say what the flow would do.": "El agente {name} no dijo lo que haría el flujo.",
  "It is busy, was cut off, or a system that the flow reads does not answer. Nothing was written.":
    "Está ocupado, quedó incomunicado, o un sistema que lee el flujo no responde. No se escribió nada.",
  "Try again with fewer rows, or test what the flow uses with: rostrum agent test {name}":
    "Pruebe con menos filas, o pruebe lo que usa el flujo con: rostrum agent test {name}",
  "The agent has not answered yet.": "El agente todavía no ha respondido.",
  "It is busy, or the system that it asks does not answer.":
    "Está ocupado, o el sistema al que pregunta no responde.",
  "See the outcome later with: rostrum agent list": "Vea el resultado más tarde con: rostrum agent list",
  "There is an agent {name} already.": "Ya hay un agente {name}.",
  "Nothing was added.": "No se añadió nada.",
  "Choose another name, or give it a new token with: rostrum agent renew {name}":
    "Elija otro nombre, o dele un token nuevo con: rostrum agent renew {name}",
  "The agent {name}, to which the flow is pinned, was removed.":
    "El agente {name}, al que está asignado el flujo, fue eliminado.",
  "The run ended where it was; what was written before stays.":
    "La ejecución terminó donde estaba; lo escrito antes queda.",
  "Pin the flow to another agent, or to none, and run it again.":
    "Asigne el flujo a otro agente, o a ninguno, y ejecútelo de nuevo.",
  "The reader has left.": "Quien leía se ha ido.",
  "The run is over here.": "Aquí la ejecución ha terminado.",
  "This process of the hub has no such {what}.":
    "Este proceso del hub no tiene abierto lo que se pide ({what}).",
  "The hub was started anew, or the run was silent for too long. Nothing was done.":
    "El hub se inició de nuevo, o la ejecución calló demasiado tiempo. No se hizo nada.",
  "Nothing needs to be done: the agent goes on from the run's last step.":
    "No hace falta hacer nada: el agente sigue desde el último paso de la ejecución.",
  "The hub is ending, or has closed what this run had open.":
    "El hub se está cerrando, o cerró lo que esta ejecución tenía abierto.",
  "The call was broken off.": "La llamada se interrumpió.",
  "Nothing needs to be done: the agent asks again.":
    "No hace falta hacer nada: el agente vuelve a preguntar.",
  "Call {number} was answered before, and the agent has the answer.":
    "La llamada {number} ya se respondió, y el agente tiene la respuesta.",
  "This request came late. Nothing was done again.": "Esta petición llegó tarde. No se hizo nada otra vez.",
  "Nothing needs to be done.": "No hace falta hacer nada.",
  "The agent has too many calls or tables open at once.":
    "El agente tiene demasiadas llamadas o tablas abiertas a la vez.",
  "The hub keeps a bounded number for each run. Nothing was done.":
    "El hub guarda un número limitado por ejecución. No se hizo nada.",
  "Report it: an agent of this version does not do that.":
    "Comuníquelo: un agente de esta versión no hace eso.",
  "Nothing was tried out.": "No se probó nada.",
  "Nobody asked this agent to test {endpoint}.": "Nadie pidió a este agente probar {endpoint}.",
  "Ask with: rostrum agent test AGENT {endpoint}": "Pídalo con: rostrum agent test AGENT {endpoint}",
};
