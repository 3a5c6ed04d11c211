import type { Sentences } from "./tell.ts";

/** `packages/hub/src/flows`. */
export const flows: Sentences = {
  "this is missing": "falta",
  "{flow} was removed since this was begun.": "{flow} se eliminó desde que se empezó esto.",
  "{author} kept {flow} as revision {number} since this was begun.":
    "{author} guardó {flow} como revisión {number} desde que se empezó esto.",
  "Nothing was kept, so that nobody's work is lost.":
    "No se guardó nada, para que no se pierda el trabajo de nadie.",
  "Look at what is there now, and keep yours over it by its revision, or without one.":
    "Mire lo que hay ahora y guarde lo suyo encima con su revisión, o sin ninguna.",
  "A run was asked for at {requestedAt}, and no process has taken it.":
    "Se pidió una ejecución el {requestedAt}, y ningún proceso la ha tomado.",
  "Start a hub (rostrum serve) or a worker (rostrum worker) on this database.":
    "Inicie un hub (rostrum serve) o un worker (rostrum worker) sobre esta base de datos.",
  "It was due at {nextRunAt} and has not begun.": "Tocaba el {nextRunAt} y no ha comenzado.",
  "It was due at {nextRunAt} and has not begun: the run of {requestedAt} is still under way.":
    "Tocaba el {nextRunAt} y no ha comenzado: la ejecución del {requestedAt} sigue en curso.",
  "See the log of the hub.": "Vea el registro del hub.",
  "It begins when that run has ended. Give it more time between runs, or stop the one that hangs.":
    "Comienza cuando esa ejecución termine. Deje más tiempo entre ejecuciones, o detenga la que se ha quedado colgada.",
  "All messages about flows and replicas arrived.": "Todos los mensajes sobre flujos y réplicas llegaron.",
  "Correct the address or the server; the next message goes there anew.":
    "Corrija la dirección o el servidor; el mensaje siguiente va de nuevo allí.",
  "It is tried again at {nextTryAt}.": "Se prueba otra vez el {nextTryAt}.",
  "No mail server is configured.": "No hay ningún servidor de correo configurado.",
  "Nobody could be told by e-mail.": "No se pudo avisar a nadie por correo.",
  "Set ROSTRUM_SMTP to smtp://user:password@host:port.":
    "Ponga en ROSTRUM_SMTP smtp://user:password@host:port.",
  "{flow} works again.": "{flow} vuelve a funcionar.",
  "{flow} has been in trouble since {since}.": "{flow} tiene problemas desde {since}.",
  "{keptRows} row waits to be tried again.": "{keptRows} fila espera otro intento.",
  "{keptRows} rows wait to be tried again.": "{keptRows} filas esperan otro intento.",
  "More of this is told in {everyHours} hours at the earliest, or when it works again.":
    "Se volverá a avisar dentro de {everyHours} horas como pronto, o cuando vuelva a funcionar.",
  "See whether a hub or worker was running all the time, and whether a run takes longer than the schedule allows.":
    "Mire si había siempre un hub o un worker en marcha, y si una ejecución dura más de lo que admite el horario.",
  "Further rows failed; their words were not looked at.": "Fallaron más filas; sus motivos no se miraron.",
  "{table} has no row where {filters}.": "{table} no tiene ninguna fila con {filters|told}.",
  'Add it there, or let the step go on without: "missing: null" of a lookup, "empty: null" of a fetch.':
    "Añádala allí, o deje que el paso siga sin ella: «missing: null» en lookup, «empty: null» en fetch.",
  "{table} has several rows where {filters}.": "{table} tiene varias filas con {filters|told}.",
  'Make the conditions tell one row from all others, or say "many: first".':
    "Haga que las condiciones distingan una fila de las demás, o diga «many: first».",
  "{table} has more than {longestList} rows where {filters}, too many for one list.":
    "{table} tiene más de {longestList} filas con {filters|told}: demasiadas para una sola lista.",
  "Leave out list, so that the steps are done once per row; or narrow the conditions.":
    "Quite list, para que los pasos se hagan una vez por fila; o estreche las condiciones.",
  '"{name}" is no value yet: nothing is read before the source.':
    "«{name}» todavía no tiene valor: antes del origen no se lee nada.",
  '"{name}" of {table} comes only when it is asked for: add it to the source\'s fields.':
    "«{name}» de {table} solo llega si se pide: añádalo a los campos del origen.",
  "There are {names}.": "Hay {names}.",
  '"{name}" is neither a field of {table} nor a name of this flow. There are {names}.':
    "«{name}» no es un campo de {table} ni un nombre de este flujo. Hay {names}.",
  '"{name}" is neither a field of {table} nor a name of this flow. Did you mean "{near}"?':
    "«{name}» no es un campo de {table} ni un nombre de este flujo. ¿Quiso decir «{near}»?",
  "{flow} cannot run: {problems}": "{flow} no puede ejecutarse: {problems|told}",
  "Correct the flow; check it with: rostrum flow validate {flow}":
    "Corrija el flujo; compruébelo con: rostrum flow validate {flow}",
  "GoTo does not say which rows of {table} changed: leave out changed, and bound what is read by from and to.":
    "GoTo no dice qué filas de {table} cambiaron: quite changed, y limite con from y to lo que se lee.",
  "It was due at {due} and began at {startedAt}; this one run stands for {missed} times of its schedule.":
    "Tocaba el {due} y comenzó el {startedAt}; esta ejecución vale por {missed} veces de su horario.",
  "The flow writes nothing: it has neither a target nor a step that writes.":
    "El flujo no escribe nada: no tiene destino ni ningún paso que escriba.",
  "{table}.{name} is {type}, and {type2} goes into it.":
    "{table}.{name} es {type|told}, y recibe un valor {type2|told}.",
  "{table}.{name} is {type}, and {type2} goes into it: each row is looked at.":
    "{table}.{name} es {type|told}, y recibe un valor {type2|told}: se mira cada fila.",
  '{table} needs "{name}", and not every branch gives it.':
    "{table} necesita «{name}», y no todas las ramas lo dan.",
  "{table} has no key: rows of the batch in hand come twice when a run is killed.":
    "{table} no tiene clave: si una ejecución se corta, las filas del lote en curso vienen dos veces.",
  "{table} takes no {operation}; it takes {operations}.":
    "{table} no admite {operation}; admite {operations}.",
  '{table} needs "{field}", and it is neither in where nor in set.':
    "{table} necesita «{field}», y no está ni en where ni en set.",
  '{table} has no field "{field}".': "{table} no tiene ningún campo «{field}».",
  '{table} has no field "{field}". Did you mean "{near}"?':
    "{table} no tiene ningún campo «{field}». ¿Quiso decir «{near}»?",
  "The flow cannot be read: {problems}.": "El flujo no se puede leer: {problems|told}.",
  "Nothing was kept or run.": "No se guardó ni se ejecutó nada.",
  "Correct the named places; examples/ shows whole flows, and GET /api/v1/flows/schema every word.":
    "Corrija los sitios nombrados; en examples/ hay flujos enteros, y GET /api/v1/flows/schema dice cada palabra.",
  'The expression "{text}" cannot be used: {message}':
    "La expresión «{text}» no se puede usar: {message|quoted}",
  'The expression "{text}" cannot be used: {message} (at character {position})':
    "La expresión «{text}» no se puede usar: {message|quoted} (en el carácter {position})",
  "The value it stands for is not known.": "El valor por el que está no se conoce.",
  "See https://docs.jsonata.org; names are the row's fields, look-ups and results.":
    "Vea https://docs.jsonata.org; los nombres son los campos de la fila, las búsquedas y los resultados.",
  'The expression "{text}" did not come to an end for {mostGivenUp} rows, in {patient} s each.':
    "La expresión «{text}» no llegó a su fin en {mostGivenUp} filas, en {patient} s cada una.",
  "The run ends here: further rows would only keep the hub busy. What was written before stays.":
    "La ejecución termina aquí: más filas solo mantendrían ocupado el hub. Lo escrito antes queda.",
  "Mend the expression: look for a function that calls itself without an end.":
    "Corrija la expresión: busque una función que se llame a sí misma sin fin.",
  "There is no failed row {rowId}.": "No hay ninguna fila fallida {rowId}.",
  "See the failed rows of a flow with: rostrum flow failed FLOW":
    "Vea las filas fallidas de un flujo con: rostrum flow failed FLOW",
  "It never was, or its history is over.": "Nunca existió, o su historial ya pasó.",
  'There is no flow "{name}".': "No hay ningún flujo «{name}».",
  "Nothing was run.": "No se ejecutó nada.",
  "Give a flow file, or see: rostrum flow list": "Dé un archivo de flujo, o vea: rostrum flow list",
  "There is no run {id}.": "No hay ninguna ejecución {id}.",
  "See the runs of a flow with: rostrum flow history FLOW":
    "Vea las ejecuciones de un flujo con: rostrum flow history FLOW",
  "{name} says no schedule.": "{name} no dice ningún horario.",
  "It runs only when somebody starts it.": "Solo se ejecuta cuando alguien lo inicia.",
  'Add to the flow: schedule: { cron: "0 7 * * *", zone: Europe/Madrid }':
    'Añada al flujo: schedule: { cron: "0 7 * * *", zone: Europe/Madrid }',
  "The run is {state}, or another run of {flow} is under way.":
    "La ejecución está {state|told}, u otra ejecución de {flow} está en curso.",
  "Only a run that was stopped or failed can go on.":
    "Solo puede continuar una ejecución detenida o fallida.",
  "Start a new one with: rostrum flow run {flow}": "Inicie otra con: rostrum flow run {flow}",
  "A run of {name} is under way.": "Una ejecución de {name} está en curso.",
  "Stop it with: rostrum flow stop {name}": "Deténgala con: rostrum flow stop {name}",
  "{others} runs after {name}.": "{others} se ejecuta después de {name}.",
  "{others} run after {name}.": "{others} se ejecutan después de {name}.",
  "Without it they would never run. Nothing was removed.":
    "Sin él no se ejecutarían nunca. No se eliminó nada.",
  "Give them another schedule first, or remove them.": "Deles antes otro horario, o elimínelos.",
  "{name} is turned off.": "{name} está desactivado.",
  "Nothing was run; its failed rows stay where they are.":
    "No se ejecutó nada; sus filas fallidas quedan donde están.",
  "Turn it on with: rostrum flow enable {name}": "Actívelo con: rostrum flow enable {name}",
  "It is the present one, or waits to be sent.": "Es la actual, o espera a ser enviada.",
  "Change the flow {flow}, and erase again.": "Cambie el flujo {flow} y borre de nuevo.",
  "Erase again when the message is sent.": "Borre de nuevo cuando se haya enviado el mensaje.",
  'There is no lookup table "{name}".': "No hay ninguna tabla de consulta «{name}».",
  "No value can be looked up in it.": "En ella no se puede buscar ningún valor.",
  "Make it with: rostrum lookup-table import {name} FILE.csv":
    "Créela con: rostrum lookup-table import {name} FILE.csv",
  'Did you mean "{near}"? See: rostrum lookup-table list':
    "¿Quiso decir «{near}»? Vea: rostrum lookup-table list",
  "{name} would have {size} values, and {mostEntries} are the most.":
    "{name} tendría {size} valores, y como mucho puede tener {mostEntries}.",
  "Keep so many in a database table or a file, and ask it by the step lookup.":
    "Guarde tantos en una tabla de base de datos o un archivo, y pregúntele con el paso lookup.",
  "Erase again when it has ended.": "Borre otra vez cuando haya terminado.",
  "It is under way, and works by what stands there.": "Está en curso, y trabaja con lo que ahí hay.",
  "{failed} of the first {previewed} would fail.": "De las primeras {previewed|told} fallarían {failed}.",
  "{name} reads everything in each run, so it has no mark.":
    "{name} lo lee todo en cada ejecución: no tiene marca.",
  "A mark is kept for flows whose source says changed: FIELD.":
    "La marca es para flujos cuyo origen dice changed: CAMPO.",
  "A run of {name} is under way, and sets the mark itself when it is done.":
    "Una ejecución de {name} está en curso, y pone ella misma la marca cuando acaba.",
  "Wait for it, or stop it with: rostrum flow stop {name}":
    "Espérela, o deténgala con: rostrum flow stop {name}",
  "{flow} has no revision {number}.": "{flow} no tiene la versión {number}.",
  "See them with: rostrum flow revisions {flow}": "Véalas con: rostrum flow revisions {flow}",
  'The flow calls itself "{given}", and the address says "{address}".':
    "El flujo se llama a sí mismo «{given}», y la dirección dice «{address}».",
  "Use the same name in both.": "Use el mismo nombre en los dos.",
  "{failed} rows failed, and the flow stops after {most}.":
    "Fallaron {failed} filas, y el flujo se detiene tras {most}.",
  "The rows after them were not read; what was written before stays.":
    "Las filas siguientes no se leyeron; lo escrito antes queda.",
  "See them with: rostrum flow failed {flow}. The run goes on where it stopped with: rostrum flow resume {flow2}.":
    "Véalas con: rostrum flow failed {flow}. La ejecución sigue donde se detuvo con: rostrum flow resume {flow2}.",
  "The run is another process's now.": "La ejecución es ahora de otro proceso.",
  "Each waits for the other, so that none would ever run. Nothing was kept.":
    "Se esperan unos a otros, y ninguno se ejecutaría nunca. No se guardó nada.",
  "Give one of them a schedule with times of its own.": "Dé a uno de ellos un horario con horas propias.",
  '"{path}" is no path on the API host.': "«{path}» no es una ruta del servidor de la API.",
  "Somebody stopped the run.": "Alguien detuvo la ejecución.",
  'This flow runs at the agent "{agent}", whose systems the hub cannot reach.':
    "Este flujo se ejecuta en el agente «{agent}», a cuyos sistemas el hub no llega.",
  "Single expressions cannot be tried here.": "Aquí no se pueden probar expresiones sueltas.",
  "Preview the whole flow: that is done at the agent.":
    "Previsualice el flujo entero: eso se hace en el agente.",
  "Somebody tried out whether messages of this hub arrive here. Nothing is wrong.":
    "Alguien probó si los mensajes de este hub llegan aquí. No pasa nada malo.",
};
