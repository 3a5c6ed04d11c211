import type { Sentences } from "./tell.ts";

/** What stands within sentences of the hub: reasons, types, counts, and what is named without a sentence. */
export const phrases: Sentences = {
  // What follows GoTo's own sentences.
  "GoTo says: {because}": "GoTo dice: {because|quoted}",
  "No connection could be made, so nothing was sent. Check the network, the proxy and the address":
    "No se pudo conectar, y no se envió nada. Revise la red, el proxy y la dirección",
  "It did not answer in time": "No respondió a tiempo",
  "Its answer ended early": "Su respuesta terminó antes de tiempo",
  "The connection broke": "La conexión se cortó",
  "This client was closed meanwhile": "Este programa se cerró entretanto",
  "Something else than GoTo answered": "Respondió algo que no es GoTo",
  // Addresses.
  "address of the sign-in": "la dirección del inicio de sesión",
  "address of the API": "la dirección de la API",
  "redirect address": "la dirección de redirección",
  "it is no address": "no es una dirección",
  "it carries a user name or password": "contiene un usuario o una contraseña",
  "it has more than a host and a port": "tiene más que un servidor y un puerto",
  "it carries a fragment or a user name": "contiene un fragmento o un usuario",
  "it is not https": "no es https",
  // Counts.
  "{count} row": "{count} fila",
  "{count} rows": "{count} filas",
  "{count} call": "{count} llamada",
  "{count} calls": "{count} llamadas",
  "{count} calls/s": "{count} llamadas/s",
  "{count} minute": "{count} minuto",
  "{count} minutes": "{count} minutos",
  "{count} hour": "{count} hora",
  "{count} hours": "{count} horas",
  "{count} day": "{count} día",
  "{count} days": "{count} días",
  "{span} ago": "hace {span|told}",
  "in {span}": "dentro de {span|told}",
  "just now": "ahora mismo",
  // Values and their types.
  "a {type}": "de tipo {type}",
  "an {type}": "de tipo {type}",
  "a text": "un texto",
  "a whole number": "un número entero",
  "a number": "un número",
  number: "un número",
  date: "una fecha",
  time: "una hora",
  "whole number": "un número entero",
  "decimal number": "un número decimal",
  "truth value": "un valor lógico",
  "truth value (true or false)": "un valor lógico (true o false)",
  "bytes in base64": "bytes en base64",
  "nested data": "datos anidados",
  "true or false": "true o false",
  "one of {choices}": "uno de {choices}",
  "a moment, such as 2031-01-31T15:00Z": "un instante, como 2031-01-31T15:00Z",
  "JSON: a list or an object": "JSON: una lista o un objeto",
  "an e-mail address": "una dirección de correo",
  '"{text}" is no {type}': "«{text}» no es {type|told}",
  '"{text}…" is no {type}': "«{text}…» no es {type|told}",
  '"{text}" is no {type}, as "{name}" must be': "«{text}» no es {type|told}, como debe ser «{name}»",
  '"{text}…" is no {type}, as "{name}" must be': "«{text}…» no es {type|told}, como debe ser «{name}»",
  '"{name}" is empty, and may not be': "«{name}» está vacío, y no puede estarlo",
  // Registrations.
  "nobody can be registered any more": "ya no se puede inscribir a nadie",
  "a registration can be removed only before it begins":
    "una inscripción solo se puede quitar antes de que empiece",
  "{field} is required by this webinar": "este webinar exige {field}",
  '{field} must be one of {answers}, not "{value}"': "{field} debe ser uno de {answers}, no «{value}»",
  "{field} has {count} characters and may have {most}":
    "{field} tiene {count} caracteres y puede tener {most}",
  'responses must be a list of {"question": ..., "answer": ...}':
    'responses debe ser una lista de {"question": ..., "answer": ...}',
  'this webinar does not ask "{name}"': "este webinar no pregunta «{name}»",
  '"{question}" is answered twice': "«{question}» se responde dos veces",
  '"{question}" must be answered for this webinar': "este webinar exige una respuesta a «{question}»",
  '"{question}" must be answered with one of {choices}, not "{given}"':
    "«{question}» debe responderse con uno de {choices}, no «{given}»",
  'the answer to "{question}" has {count} characters and may have {most}':
    "la respuesta a «{question}» tiene {count} caracteres y puede tener {most}",
  "There are: {names}": "Hay: {names}",
  // Webinars.
  "times is not a list.": "times no es una lista.",
  "it is running now, and GoTo changes a webinar only before it begins":
    "se está celebrando ahora, y GoTo solo cambia un webinar antes de que empiece",
  "it can no longer be changed": "ya no se puede cambiar",
  "it is a member of a series, and GoTo does not show which others belong to it; an update through one member redefines them all":
    "es miembro de una serie, y GoTo no muestra qué otros son de ella; un cambio en un miembro los redefine a todos",
  "it has {count} meetings, and the row would leave {times} of them":
    "tiene {count} encuentros, y la fila dejaría {times}",
  "it is a sequence that has begun, and GoTo takes only meetings to come: those that were could be lost":
    "es una secuencia ya comenzada, y GoTo solo admite encuentros futuros: los pasados podrían perderse",
  "it is a sequence of which GoTo shows {count} meetings here and {times} there":
    "es una secuencia de la que GoTo muestra {count} encuentros en un sitio y {times} en otro",
  // What goes with a write.
  "GoTo e-mails the registrants about the change": "GoTo avisa del cambio por correo a los inscritos",
  "GoTo e-mails the registrants that it is cancelled":
    "GoTo avisa de la cancelación por correo a los inscritos",
  "Of a series, all members still to come are deleted with this one":
    "De una serie se eliminan con este todos los miembros que están por venir",
  "GoTo sends the confirmation again to somebody already registered":
    "GoTo envía otra vez la confirmación a quien ya está inscrito",
  // Mails that GoTo would send.
  "GoTo would e-mail {mail}": "GoTo enviaría un correo a {mail|told}",
  "the invitation as co-organizer": "la invitación como coorganizador",
  "the invitation as panelist": "la invitación como ponente",
  "the confirmation again": "otra vez la confirmación",
  "the confirmation, unless it is switched off for this webinar":
    "la confirmación, salvo que esté desactivada en este webinar",
  "{count} registrants": "{count} inscritos",
  "that it has changed": "que ha cambiado",
  "that it is cancelled": "que se canceló",
  // Flows.
  '{table} needs "{name}", and the map does not give it.': "{table} necesita «{name}», y el map no lo da.",
  '{table} needs "{name}", and {source} does not have it.':
    "{table} necesita «{name}», y {source} no lo tiene.",
  '{operation} of {table} needs a key: say which fields with "key".':
    "{operation} de {table} necesita una clave: diga con «key» qué campos.",
  'there is no step "{word}"; there are {known}': "no hay ningún paso «{word}»; hay {known}",
  'there is no step "{word}"; did you mean "{near}"?': "no hay ningún paso «{word}»; ¿quiso decir «{near}»?",
  "a step has one word of {known}": "un paso tiene una sola palabra de: {known}",
  "say which table or entity": "diga qué tabla o entidad",
  "the file": "el archivo",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a dollar stands before the name of a function.
  "there is no function or variable ${variable}.": "no hay ninguna función ni variable ${variable}.",
  "there is no function or variable ${variable}. Did you mean {own}?":
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as above.
    "no hay ninguna función ni variable ${variable}. ¿Quiso decir {own}?",
  "from and to are understood by GoTo's entities only; for {name} use where: { FIELD: { from: ..., to: ... } }.":
    "from y to solo los entienden las entidades de GoTo; para {name} use where: { FIELD: { from: ..., to: ... } }.",
  'the lookup table "{name}" has no value "{value}"':
    "la tabla de consulta «{name}» no tiene ningún valor «{value}»",
  'the lookup table "{name}" has no value for "{result}"':
    "la tabla de consulta «{name}» no tiene ningún valor para «{result}»",
  "it cannot be evaluated": "no se puede calcular",
  "{word} is {value}": "{word} es {value}",
  "anything is asked": "se pida lo que sea",
  "send was not sent: what its answer would lead to is not shown.":
    "el paso send no se envió: no se muestra lo que resultaría de su respuesta.",
  "and {count} other reasons": "y otros {count} motivos",
  'The message "{subject}" to {receiver} was given up after {count} try: {why}.':
    "El mensaje «{subject}» a {receiver} se abandonó tras {count} intento: {why|quoted}.",
  'The message "{subject}" to {receiver} was given up after {count} tries: {why}.':
    "El mensaje «{subject}» a {receiver} se abandonó tras {count} intentos: {why|quoted}.",
  'The message "{subject}" to {receiver} has not arrived after {count} try: {why}.':
    "El mensaje «{subject}» a {receiver} no llegó tras {count} intento: {why|quoted}.",
  'The message "{subject}" to {receiver} has not arrived after {count} tries: {why}.':
    "El mensaje «{subject}» a {receiver} no llegó tras {count} intentos: {why|quoted}.",
  // Databases.
  "Connected to PostgreSQL {version}, database {database}, as {user}":
    "Conectado a PostgreSQL {version}, base de datos {database}, como {user}",
  "Connected to MariaDB {version}, database {database}, as {user}":
    "Conectado a MariaDB {version}, base de datos {database}, como {user}",
  "Connected to MySQL {version}, database {database}, as {user}":
    "Conectado a MySQL {version}, base de datos {database}, como {user}",
  "the hub's own database": "la base de datos propia del hub",
  "own database": "base de datos propia",
  "line {count}": "la línea {count}",
  "row {count}": "la fila {count}",
  "The line is no JSON: {error}": "La línea no es JSON: {error|quoted}",
  "it cannot be unpacked to its end": "no se puede descomprimir hasta el final",
  // Syncs.
  "Not read: {failure}": "No se leyó: {failure|told}",
  "{word} of {where}": "{word} de {where}",
  "{remark} ({count} times)": "{remark|told} ({count} veces)",
  "A sync is under way and waits: {trouble}": "Una sincronización está en curso y espera: {trouble|told}",
  "The last {count} syncs failed, the latest {when}:":
    "Las últimas {count} sincronizaciones fallaron, la más reciente {when|told}:",
  "The last sync failed {when}:": "La última sincronización falló {when|told}:",
  // Backups.
  "form {format}": "la forma {format}",
  "a line in it is not as a backup's lines are": "una línea no es como las de una copia de seguridad",
  "something stands after its last line": "hay algo tras su última línea",
  "a row does not fit its table": "una fila no corresponde a su tabla",
  "its last line is missing": "falta su última línea",
  "its checksum is not that of its lines": "su suma de comprobación no es la de sus líneas",
  // Personal data.
  "A row of the replica {replica}, table {table}": "Una fila de la réplica {replica}, tabla {table}",
  "The replica {replica}": "La réplica {replica}",
  "A job of the queue {name}": "Un trabajo de la cola {name}",
  'The message "{subject}"': "El mensaje «{subject}»",
  "A trouble of the {about}": "Un problema de {about}",
  "A former form of the flow {flow}": "Una forma anterior del flujo {flow}",
  "Whom the replica {name} tells": "A quién avisa la réplica {name}",
  "Change it: rostrum replica alerts {name} --email ADDRESSES":
    "Cámbielo: rostrum replica alerts {name} --email DIRECCIONES",
  "A value of the lookup table {name}": "Un valor de la tabla de consulta {name}",
  "Take it out of the lookup table {name}": "Quítelo de la tabla de consulta {name}",
  "The lookup table {name}": "La tabla de consulta {name}",
  "Change the description of the lookup table {name}": "Cambie la descripción de la tabla de consulta {name}",
  "A row of the flow {flow} that failed": "Una fila del flujo {flow} que falló",
  "A run of the flow {flow}": "Una ejecución del flujo {flow}",
  "The flow {name}: what it does, or whom it tells": "El flujo {name}: lo que hace, o a quién avisa",
  "Change its file and keep it again, or: rostrum flow remove {name}":
    "Cambie su archivo y guárdelo de nuevo, o: rostrum flow remove {name}",
  "The endpoint {name}: with whose name it signs in, or where":
    "El endpoint {name}: con qué nombre entra, o dónde",
  "Change it (rostrum endpoint add {name} …) or remove it":
    "Cámbielo (rostrum endpoint add {name} …) o elimínelo",
  "A file that flows read or write": "Un archivo que los flujos leen o escriben",
  "The file {path}: it is packed; open it and look": "El archivo {path}: está comprimido; ábralo y mire",
  "The connection {alias}, with whose consent it calls GoTo":
    "La conexión {alias}, con cuyo consentimiento se llama a GoTo",
  "rostrum connections remove {alias}, or let somebody else authorize it":
    "rostrum connections remove {alias}, o haga que la autorice otra persona",
  "The OAuth client {name}": "El cliente OAuth {name}",
  "Give it another name: PATCH /api/v1/oauth-clients/NAME":
    "Dele otro nombre: PATCH /api/v1/oauth-clients/NAME",
  "A consent at GoTo that they began": "Un consentimiento en GoTo que comenzó",
  "Somebody who may sign in here": "Alguien que puede iniciar sesión aquí",
  "A link that they made": "Un enlace que creó",
  "Failed attempts to sign in": "Intentos fallidos de iniciar sesión",
  "What they changed": "Lo que cambió",
  "What was changed about them": "Lo que se cambió sobre esa persona",
  "A registration for a webinar still to come can be deleted; where a replica knows it, by:":
    "Una inscripción en un webinar que está por venir se puede eliminar; si una réplica la conoce, con:",
  "Without a replica, find registrations with: rostrum query Registrant --where email=ADDRESS":
    "Sin réplica, busque inscripciones con: rostrum query Registrant --where email=ADDRESS",
  // Agents.
  "use the endpoint {name}": "usar el endpoint {name}",
  "use {table} of {endpoint}": "usar {table} de {endpoint}",
  "name the lookup table {name}": "nombrar la tabla de consulta {name}",
  "read failed rows": "leer filas fallidas",
  "Waits for the agent {agent}, which was never started: rostrum agent --hub URL --token TOKEN":
    "Espera al agente {agent}, que no se inició nunca: rostrum agent --hub URL --token TOKEN",
};
