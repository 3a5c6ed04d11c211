import type { Sentences } from "./tell.ts";

/** `packages/hub/src/replica`. */
export const replica: Sentences = {
  "A sync was asked for at {requestedAt}, and no process has taken it.":
    "Se pidió una sincronización el {requestedAt}, y ningún proceso la ha tomado.",
  "See whether a hub or worker was running all the time, and its log.":
    "Mire si había siempre un hub o un worker en marcha, y su registro.",
  "It is another process's now.": "Ahora es de otro proceso.",
  "It is tried again.": "Se prueba otra vez.",
  "Not all could be read: {first}.": "No se pudo leer todo: {first|told}.",
  "Not all could be read: {first} and {others} more.": "No se pudo leer todo: {first|told} y {others} más.",
  "All else is up to date; what could not be read is as it was.":
    "Todo lo demás está al día; lo que no se pudo leer está como estaba.",
  "The next sync tries these parts again.": "La sincronización siguiente prueba de nuevo esas partes.",
  "What was written is whole up to the last commit; nothing was marked as gone that was not looked for.":
    "Lo escrito está entero hasta la última confirmación; no se marcó como desaparecido nada que no se buscara.",
  "Sync again: it goes on from there.": "Sincronice de nuevo: sigue desde ahí.",
  "The connection of the replica {name} was removed.": "La conexión de la réplica {name} se eliminó.",
  "Nobody is there to read with; the tables are as they were.":
    "No hay nadie con quien leer; las tablas están como estaban.",
  "Give it another one of the same organizer: rostrum replica change {name} --connection ALIAS":
    "Dele otra del mismo organizador: rostrum replica change {name} --connection ALIAS",
  "Somebody dropped {lost} of the table {schema}.{table}; made anew, without what stood there.":
    "Alguien eliminó {lost} de la tabla {schema}.{table}; se creó de nuevo, sin lo que contenía.",
  "The table {schema}.{table} was gone; it was made anew and is filled again.":
    "La tabla {schema}.{table} no estaba; se creó de nuevo y se llena otra vez.",
  "Column {name} of table {table} is {found}, and {type} is needed.":
    "La columna {name} de la tabla {table} es {found}, y hace falta {type}.",
  "Values could be lost by turning one into the other; nothing was changed.":
    "Al pasar de uno a otro podrían perderse valores; no se cambió nada.",
  "Rename the column (alter table ... rename column {name} to {name2}_old); the next sync adds and fills a new one.":
    "Cambie el nombre de la columna (alter table ... rename column {name} to {name2}_old); la sincronización siguiente añade y llena una nueva.",
  "The table {name} has no column {missing} any more, which is part of its key.":
    "La tabla {name} ya no tiene la columna {missing}, que es parte de su clave.",
  "The primary key of the table {name} is {key}, and somebody made it {has}.":
    "La clave primaria de la tabla {name} es {key}, y alguien la cambió a {has}.",
  "Rows could not be told apart and would be doubled; nothing was changed.":
    "Las filas no se podrían distinguir y se duplicarían; no se cambió nada.",
  "Put it back (alter table ... rename column ... to {missing}), or rename the table: the next sync makes and fills a new one.":
    "Póngala otra vez (alter table ... rename column ... to {missing}), o cambie el nombre de la tabla: la sincronización siguiente crea y llena una nueva.",
  "Put it back (alter table ... add primary key ({key})), or rename the table: the next sync makes and fills a new one.":
    "Póngala otra vez (alter table ... add primary key ({key})), o cambie el nombre de la tabla: la sincronización siguiente crea y llena una nueva.",
  "There is a table {schema}.{table} already, which this replica did not make.":
    "Ya hay una tabla {schema}.{table} que esta réplica no creó.",
  "Writing into it could destroy what somebody keeps there; nothing was changed.":
    "Escribir en ella podría destruir lo que alguien guarda; no se cambió nada.",
  "Rename that table, or give the replica another schema.":
    "Cambie el nombre de esa tabla, o dé a la réplica otro esquema.",
  '"{name}" cannot be the name of a replica.': "«{name}» no puede ser el nombre de una réplica.",
  "A name has 1 to 40 letters, digits, underscores or hyphens.":
    "Un nombre tiene de 1 a 40 letras, cifras, guiones bajos o guiones.",
  "Choose another one, such as warehouse.": "Elija otro, como warehouse.",
  '"{schema}" cannot be the schema of a replica.': "«{schema}» no puede ser el esquema de una réplica.",
  "A replica has a schema of its own: 1 to 40 small letters, digits or underscores, and none that the database itself uses.":
    "Una réplica tiene un esquema propio: de 1 a 40 letras minúsculas, cifras o guiones bajos, y ninguno que use la propia base de datos.",
  "Leave it out for goto, or choose another one, such as goto_emea.":
    "Quítelo para usar goto, o elija otro, como goto_emea.",
  "The address of the database cannot be used.": "La dirección de la base de datos no se puede usar.",
  "It names no Postgres server; nothing was kept of it.":
    "No nombra ningún servidor Postgres; no se guardó nada de ella.",
  "Write it as postgres://user:password@host:5432/database.":
    "Escríbala como postgres://user:password@host:5432/database.",
  'There is no replica "{name}".': "No hay ninguna réplica «{name}».",
  "Make one with: rostrum replica add": "Cree una con: rostrum replica add",
  "See them with: rostrum replica list": "Véalas con: rostrum replica list",
  "A {entity} has a {field} that its column cannot hold; the column is null, the value stands in raw.":
    "{entity} tiene un valor en {field} que no cabe en su columna; la columna queda nula y el valor está en raw.",
  "A {entity} came without its key and was left out: it cannot be told from others.":
    "{entity} llegó sin su clave y quedó fuera: no se puede distinguir de otras filas.",
  "A text of a {entity} has characters that Postgres cannot store; they became U+FFFD.":
    "Un texto de {entity} tiene caracteres que Postgres no puede guardar; se convirtieron en U+FFFD.",
  "{failures} parts could not be read; the first: {failures2}":
    "{failures} partes no se pudieron leer; la primera: {failures2|told}",
  "Something is wrong with all of them; the sync was ended, and what was read is kept.":
    "Algo les pasa a todas; la sincronización terminó, y lo leído se conserva.",
  "Look at the connection with: rostrum connections test, then sync again.":
    "Mire la conexión con: rostrum connections test, y sincronice de nuevo.",
  "The connection belongs to another organizer than the one whose webinars were copied so far.":
    "La conexión es de otro organizador que el de los webinars copiados hasta ahora.",
  "All rows of the former would be marked as gone; nothing was written.":
    "Todas las filas del anterior se marcarían como desaparecidas; no se escribió nada.",
  "Make a replica of its own for this organizer, in another schema.":
    "Haga para este organizador una réplica propia, en otro esquema.",
  "The schema {schema} of that database belongs to another replica.":
    "El esquema {schema} de esa base de datos es de otra réplica.",
  "Two copies in one place would mark each other's rows as gone; nothing was written.":
    "Dos copias en un mismo sitio marcarían cada una como desaparecidas las filas de la otra; no se escribió nada.",
  "Give this replica another schema; or, if nobody needs that copy any more: drop schema {schema} cascade":
    "Dé a esta réplica otro esquema; o, si nadie necesita ya esa copia: drop schema {schema} cascade",
  "Its {entity} rows are looked at again by the next sync.":
    "Sus filas de {entity} se miran otra vez en la sincronización siguiente.",
  "It has no schedule and syncs only when told.": "No tiene horario y solo se sincroniza cuando se le dice.",
  "It syncs once by itself, at {once}.": "Se sincroniza por sí sola una vez: {once}.",
  "It syncs every {every}.": "Se sincroniza cada {every|told}.",
  'It syncs by the schedule "{cron}" ({zone}).': "Se sincroniza según el horario «{cron}» ({zone}).",
  "It syncs every day at {hour}:{minute} ({zone}).": "Se sincroniza cada día a las {hour}:{minute} ({zone}).",
  "There is a replica {name} already.": "Ya hay una réplica {name}.",
  "Check the address, and that the server is up and lets this user in from here; then try again.":
    "Revise la dirección, y que el servidor esté en marcha y deje entrar a este usuario desde aquí; luego pruebe de nuevo.",
  "This user may not make tables in the schema {schema} of {place}.":
    "Este usuario no puede crear tablas en el esquema {schema} de {place|told}.",
  "Let its administrator do one of these: grant create on database ... to ...; or create schema {schema} authorization ...":
    "Pida a su administrador una de estas cosas: grant create on database ... to ...; o create schema {schema} authorization ...",
  "The replica {twin} is kept in the schema {schema} of that database.":
    "La réplica {twin} está en el esquema {schema} de esa base de datos.",
  "Two copies in one place would mark each other's rows as gone; nothing was changed.":
    "Dos copias en un mismo sitio marcarían cada una como desaparecidas las filas de la otra; no se cambió nada.",
  "Give this one another schema.": "Dé a esta otro esquema.",
  "The sync was stopped.": "La sincronización se detuvo.",
  "It was begun anew.": "Se empezó de nuevo.",
  "There is no sync {id}.": "No hay ninguna sincronización {id}.",
  "See the syncs of a replica with: rostrum replica history NAME":
    "Vea las sincronizaciones de una réplica con: rostrum replica history NAME",
  "A sync of {name} is under way that does not read everything.":
    "Está en curso una sincronización de {name} que no lo lee todo.",
  "Wait for it, or stop it with: rostrum replica stop {name}":
    "Espérela, o deténgala con: rostrum replica stop {name}",
  "One sync at a time keeps its rows and its counts right; nothing was started.":
    "Una sincronización a la vez mantiene correctas sus filas y sus cuentas; no se inició nada.",
  "This replica is being synced already.": "Esta réplica ya se está sincronizando.",
  "Wait for it, or stop it with: rostrum replica stop NAME":
    "Espérela, o deténgala con: rostrum replica stop NAME",
  "The database at {place} cannot be reached: {said}.":
    "No se llega a la base de datos de {place}: {said|quoted}.",
  "Check that the server is up and reachable from here, then sync again.":
    "Revise que el servidor esté en marcha y que se llegue a él desde aquí, y sincronice de nuevo.",
  "The database at {place} refuses this user: {said}.":
    "La base de datos de {place} rechaza a este usuario: {said|quoted}.",
  "Check user, password and rights (create on the database), then change the address of the replica.":
    "Revise el usuario, la contraseña y los derechos (create on database), y cambie la dirección de la réplica.",
  "The database at {place} gave up a statement because of somebody else's: {said}.":
    "La base de datos de {place} abandonó una instrucción por culpa de otra: {said|quoted}.",
  "See who holds locks there for long, then sync again.":
    "Mire quién mantiene allí bloqueos mucho tiempo, y sincronice de nuevo.",
  "The database at {place} refuses what was to be written into the table {table}: {said} ({detail}).":
    "La base de datos de {place} rechaza lo que había que escribir en la tabla {table}: {said|quoted} ({detail|quoted}).",
  "The database at {place} refuses what was to be written into the table {table}: {said}.":
    "La base de datos de {place} rechaza lo que había que escribir en la tabla {table}: {said|quoted}.",
  "The database at {place} refuses what was to be written: {said} ({detail}).":
    "La base de datos de {place} rechaza lo que había que escribir: {said|quoted} ({detail|quoted}).",
  "The database at {place} refuses what was to be written: {said}.":
    "La base de datos de {place} rechaza lo que había que escribir: {said|quoted}.",
  "Undo what was changed about the table by hand (constraints, triggers, columns without default), or make room, then sync again.":
    "Deshaga lo que se cambió a mano en la tabla (restricciones, disparadores, columnas sin valor por defecto), o haga sitio, y sincronice de nuevo.",
  "What was written is whole up to the last commit; the next sync goes on from there.":
    "Lo escrito está entero hasta la última confirmación; la sincronización siguiente sigue desde ahí.",
  "Last complete scan {now}; one is made every {completeDays}.":
    "Último recorrido completo: {now|told}; se hace uno cada {completeDays|told}.",
  "Its connection was removed: nobody is there to read with.":
    "Su conexión se eliminó: no hay nadie con quien leer.",
  "Next sync {nextSyncAt}.": "Próxima sincronización: {nextSyncAt|told}.",
  "A sync waits for a process that carries it out.": "Una sincronización espera a un proceso que la haga.",
  "A sync is under way: {parts}.": "Una sincronización está en curso: {parts|told}.",
  "Never synced.": "Nunca se sincronizó.",
  "Up to date as of {when}.": "Al día desde {when|told}.",
  "It was never up to date.": "Nunca estuvo al día.",
  "A sync was stopped {when}; the next one goes on from there.":
    "Una sincronización se detuvo ({when|told}); la siguiente sigue desde ahí.",
  "nobody knows why.": "nadie sabe por qué.",
  'The endpoint "{endpoint}" is no PostgreSQL database.':
    "El endpoint «{endpoint}» no es una base de datos PostgreSQL.",
  "The tables of a replica are kept in a PostgreSQL; nothing was kept.":
    "Las tablas de una réplica se guardan en un PostgreSQL; no se guardó nada.",
  "Name an endpoint of the kind postgres, or give an address, or use the hub's own database.":
    "Nombre un endpoint de tipo postgres, dé una dirección, o use la base de datos del propio hub.",
  "Both an address and an endpoint were given.": "Se dieron una dirección y un endpoint a la vez.",
  "A replica is kept in one database; nothing was kept.":
    "Una réplica se guarda en una sola base de datos; no se guardó nada.",
  "Give one of the two.": "Dé uno de los dos.",
};
