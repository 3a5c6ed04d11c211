import type { Sentences } from "./tell.ts";

/** `packages/hub/src/endpoints`: databases and other systems, and what is true of all endpoints. */
export const endpoints: Sentences = {
  'There is no table "{name}" at this endpoint.': "En este endpoint no hay ninguna tabla «{name}».",
  "It shows no tables at all: check the rights of the user it signs in with, and the schema or folder.":
    "No muestra ninguna tabla: revise los derechos del usuario con el que entra, y el esquema o la carpeta.",
  "Did you mean: {shown}?": "¿Quiso decir: {shown}?",
  "{table} takes no {operation}.": "{table} no admite {operation}.",
  "Nothing was written.": "No se escribió nada.",
  "It can only be read: check the rights of the user it signs in with, or choose another table.":
    "Solo se puede leer: revise los derechos del usuario con el que entra, o elija otra tabla.",
  "It takes: {operations}.": "Admite: {operations}.",
  "The rows of {table} cannot be replaced as a whole.":
    "Las filas de {table} no se pueden sustituir todas de una vez.",
  'Leave out existing: "replace", or delete the rows first.':
    'Quite existing: "replace", o elimine antes las filas.',
  "To {operation} rows of {table} needs a key that tells them apart.":
    "Para la operación {operation} de filas de {table} hace falta una clave que las distinga.",
  "To {operation} rows of {table} needs a key that tells them apart ({key} is none).":
    "Para la operación {operation} de filas de {table} hace falta una clave que las distinga ({key} no lo es).",
  "Without one a repeated run would write rows twice. Nothing was written.":
    "Sin ella, repetir una ejecución escribiría filas dos veces. No se escribió nada.",
  "Give the table a primary key or a unique index, or name the key's fields where the endpoint allows it.":
    "Dé a la tabla una clave primaria o un índice único, o nombre los campos de la clave donde el endpoint lo permita.",
  "Use {choices}, or give the table a unique index on these fields.":
    "Use {choices}, o dé a la tabla un índice único sobre esos campos.",
  '{table} has no field "{field}" that can be written.':
    "{table} no tiene ningún campo «{field}» que se pueda escribir.",
  'The key field "{field}" is empty, so the row cannot be told from others.':
    "El campo clave «{field}» está vacío: la fila no se puede distinguir de otras.",
  "The row has no fields, so there is nothing to write.":
    "La fila no tiene campos: no hay nada que escribir.",
  "Its fields are: {known}.": "Sus campos son: {known}.",
  "Nothing was read.": "No se leyó nada.",
  "GoTo answers; signed in as organizer {organizerKey}.":
    "GoTo responde; con la sesión del organizador {organizerKey}.",
  "GoTo does not say which rows of {entity} changed.": "GoTo no dice qué filas de {entity} cambiaron.",
  'Leave out "changed", and bound what is read by from and to.':
    "Quite «changed» y limite con from y to lo que se lee.",
  "It is no address.": "No es una dirección.",
  "{address} may not be called. {why}": "A {address} no se puede llamar. {why|told}",
  "It holds a user or a password, which would show up in logs; they belong to the settings.":
    "Contiene un usuario o una contraseña, que aparecerían en los registros; van en los ajustes.",
  "Only https and http are spoken here.": "Aquí solo se habla https y http.",
  "Without https anybody on the way could read and change what is sent.":
    "Sin https cualquiera en el camino podría leer y cambiar lo que se envía.",
  "The system at {host} sends us on to another one, which would get our credentials.":
    "El sistema de {host} nos envía a otro, que recibiría nuestras credenciales.",
  "Use an https address, or have the administrator allow this host to be called without.":
    "Use una dirección https, o pida al administrador que permita llamar a ese servidor sin ella.",
  "The token server answered {status} and gave no token.":
    "El servidor de tokens respondió {status} y no dio ningún token.",
  "The client's id or secret is not the right one, or the client may not have this scope.":
    "El id o el secreto del cliente no es el correcto, o el cliente no puede tener ese ámbito.",
  "Check client id, secret, scope and token address at the endpoint's settings.":
    "Revise en los ajustes del endpoint el id y el secreto del cliente, el ámbito y la dirección de los tokens.",
  "{host} cannot be reached ({code}).": "No se llega a {host} ({code}).",
  "Its certificate is not trusted here, so that somebody else may be answering in its place.":
    "Aquí no se confía en su certificado: puede que otro responda en su lugar.",
  "The name is not known, nothing answers there, or a firewall is in between. Nothing was sent.":
    "El nombre no se conoce, allí no responde nada, o hay un cortafuegos en medio. No se envió nada.",
  "Check the address, and whether this machine may reach it.":
    "Revise la dirección, y si esta máquina puede llegar a ella.",
  "{host} took too long ({code}); whether it did what was asked is not known.":
    "{host} tardó demasiado ({code}); no se sabe si hizo lo que se le pidió.",
  "{host} broke off ({code}); whether it did what was asked is not known.":
    "{host} cortó la conexión ({code}); no se sabe si hizo lo que se le pidió.",
  "{host} does not take our credentials ({status}).": "{host} no acepta nuestras credenciales ({status}).",
  "The token, password or key is wrong, has expired, or was revoked.":
    "El token, la contraseña o la clave no es correcta, ha terminado o fue revocada.",
  "Enter a new one at the endpoint's settings.": "Escriba otra en los ajustes del endpoint.",
  "{host} answers; no table of it is set up for reading.":
    "{host} responde; ninguna tabla suya está preparada para leer.",
  "{host} answers; the first page of {name} has 1 row.":
    "{host} responde; la primera página de {name} tiene 1 fila.",
  "{host} answers; the first page of {name} has {rows} rows.":
    "{host} responde; la primera página de {name} tiene {rows} filas.",
  "{table} is not set up for reading.": "{table} no está preparada para leer.",
  'Add "read" with the path of its rows to the table at the endpoint\'s settings.':
    "Añada a la tabla, en los ajustes del endpoint, «read» con la ruta de sus filas.",
  "{host} is there, but does not answer in time or to the end.":
    "{host} está ahí, pero no responde a tiempo o no hasta el final.",
  "Try later, or raise the time limit at the endpoint's settings.":
    "Pruebe más tarde, o suba el límite de tiempo en los ajustes del endpoint.",
  "must not hold headers that carry secrets: say them by `auth`, and give the secret as such":
    "no puede contener cabeceras con secretos: dígalas con `auth`, y dé el secreto como tal",
  "The system names the page that it just gave as the next one.":
    "El sistema nombra como siguiente la página que acaba de dar.",
  "Reading on would never end, so it stopped; rows after this page were not read.":
    "La lectura no terminaría nunca; por eso se detuvo. Las filas tras esa página no se leyeron.",
  "Check the paging at the endpoint's settings against the system's documentation.":
    "Compare la paginación de los ajustes del endpoint con la documentación del sistema.",
  "It is no object with fields.": "No es un objeto con campos.",
  "{url} answered {status}: {words}": "{url} respondió {status}: {words|quoted}",
  "Rows after this point were not read.": "Las filas tras este punto no se leyeron.",
  "Check the table's path at the endpoint's settings.":
    "Revise la ruta de la tabla en los ajustes del endpoint.",
  "Its own words say what is the matter; check the endpoint's settings and rights, or try later.":
    "Sus propias palabras dicen qué pasa; revise los ajustes y los derechos del endpoint, o pruebe más tarde.",
  "{url} gave no answer, several times: {cause}": "{url} no respondió, varias veces: {cause|quoted}",
  "Try later; the run goes on from where it stopped.":
    "Pruebe más tarde; la ejecución sigue donde se detuvo.",
  "{url} answered with something that is no JSON.": "{url} respondió con algo que no es JSON.",
  "The answer of {url} has no list at its top.": "La respuesta de {url} no es una lista.",
  'The answer of {url} has no list at "{member}".':
    "La respuesta de {url} no tiene ninguna lista en «{member}».",
  "It is not known where its rows are.": "No se sabe dónde están sus filas.",
  'Set "rows" of the table to where the list is, e.g. "data.items"; "" for an answer that is the list.':
    'Ponga en «rows» de la tabla dónde está la lista, por ejemplo "data.items"; "" si la respuesta misma es la lista.',
  "It answered {status} without saying why.": "Respondió {status} sin decir por qué.",
  "A value that {path} needs is missing or cannot stand in an address.":
    "Falta un valor que {path} necesita, o no puede estar en una dirección.",
  "The row was not sent.": "La fila no se envió.",
  "Write the value as the field's type wants it.": "Escriba el valor como lo quiere el tipo del campo.",
  '"{text}" is no {type}, as the field {column} is.':
    "«{text}» no es {type|told}, como pide el campo {column}.",
  "A filter's value does not fit its field. Nothing was read.":
    "El valor de un filtro no corresponde a su campo. No se leyó nada.",
  "Check both at the endpoint's settings.": "Revise ambos en los ajustes del endpoint.",
  "The server is there, but has no such database.": "El servidor está ahí, pero no tiene esa base de datos.",
  "Check the name of the database.": "Revise el nombre de la base de datos.",
  "The user may not do this.": "El usuario no puede hacer esto.",
  "Ask the database's administrator to grant it.":
    "Pida al administrador de la base de datos que se lo permita.",
  "The server has all the connections that it allows.":
    "El servidor tiene ya todas las conexiones que admite.",
  "Try again later, or raise its max_connections.": "Pruebe más tarde, o suba su max_connections.",
  "It concerns no row in particular.": "No se refiere a ninguna fila en particular.",
  "Its own words say what is the matter; check the endpoint's settings and the filters.":
    "Sus propias palabras dicen qué pasa; revise los ajustes del endpoint y los filtros.",
  "The user or the password is not the right one, or this user may not sign in from here.":
    "El usuario o la contraseña no es correcto, o ese usuario no puede entrar desde aquí.",
  "The user may not use this database.": "El usuario no puede usar esta base de datos.",
  "Ask its administrator to grant it.": "Pida a su administrador que se lo permita.",
  "The server only lets its data be read.": "El servidor solo deja leer sus datos.",
  "Use the address of the server that takes writes.": "Use la dirección del servidor que admite escrituras.",
  "The server wants encrypted connections only.": "El servidor admite solo conexiones cifradas.",
  'Choose "verified" or "unverified" for tls.': "Elija «verified» o «unverified» en tls.",
  "The database says: {sqlMessage}.": "La base de datos dice: {sqlMessage|quoted}.",
  "The database accepted the row and did not keep it: a trigger or rule of the table left it out.":
    "La base de datos aceptó la fila y no la guardó: un disparador o una regla de la tabla la dejó fuera.",
  "The database accepted the rows and did not keep all of them: a trigger or rule of the table left it out.":
    "La base de datos aceptó las filas y no las guardó todas: un disparador o una regla de la tabla dejó fuera alguna.",
  "The user or the password is not the right one.": "El usuario o la contraseña no es correcto.",
  "The server does not let this user sign in from here.":
    "El servidor no deja entrar a este usuario desde aquí.",
  "Ask its administrator for a line in pg_hba.conf for this user, database and address.":
    "Pida a su administrador una línea en pg_hba.conf para este usuario, base de datos y dirección.",
  "The server is shutting down.": "El servidor se está apagando.",
  "The server crashed and is starting again.": "El servidor se cayó y se está iniciando de nuevo.",
  "The server is starting up or shutting down.": "El servidor se está iniciando o apagando.",
  "The server ended the statement, mostly for taking too long.":
    "El servidor terminó la instrucción, casi siempre por tardar demasiado.",
  "Raise its statement_timeout, or narrow the filters.": "Suba su statement_timeout, o estreche los filtros.",
  "PostgreSQL says: {message}.": "PostgreSQL dice: {message|quoted}.",
  "A filter's value does not fit its field.": "El valor de un filtro no corresponde a su campo.",
  "Nothing was read or written.": "No se leyó ni se escribió nada.",
  'There is no endpoint "{name}".': "No hay ningún endpoint «{name}».",
  "Add it with: rostrum endpoint add {name} --kind KIND. Known are {names}.":
    "Añádalo con: rostrum endpoint add {name} --kind KIND. Hay: {names}.",
  '"{name}" is there by itself and cannot be added.': "«{name}» existe por sí mismo y no se puede añadir.",
  "Choose another name; connections are made with: rostrum connections add":
    "Elija otro nombre; las conexiones se crean con: rostrum connections add",
  'The endpoint "{name}" would lead to another place, and no secret was given with it.':
    "El endpoint «{name}» llevaría a otro sitio, y no se dio ningún secreto con él.",
  "Its secret was given for the place where it leads now, and is sent nowhere else. Nothing was changed.":
    "Su secreto se dio para el sitio al que lleva ahora, y no se envía a ningún otro. No se cambió nada.",
  "Give the secret again, together with the new settings.":
    "Dé de nuevo el secreto, junto con los ajustes nuevos.",
  "The {kind} database gave the batch up several times because of other transactions.":
    "La base de datos {kind} abandonó el lote varias veces por culpa de otras transacciones.",
  "Nothing of this batch was written; earlier batches were.":
    "De este lote no se escribió nada; de los anteriores sí.",
  "Run it again when the database is less busy; rows with a key are not written twice.":
    "Ejecútelo de nuevo cuando la base de datos tenga menos actividad; las filas con clave no se escriben dos veces.",
  "{greeting}; 1 table can be read.": "{greeting|told}; se puede leer 1 tabla.",
  "{greeting}; {tables} tables can be read.": "{greeting|told}; se pueden leer {tables} tablas.",
  "Nothing answers for {product} at this address and port.":
    "En esta dirección y este puerto no responde ningún servidor {product}.",
  "The server is not running there, or listens on another port.":
    "El servidor no está en marcha allí, o escucha en otro puerto.",
  "Check host and port ({product} uses {port} by itself) and that the server is running.":
    "Revise el servidor y el puerto ({product} usa {port} por defecto), y que el servidor esté en marcha.",
  "The name of the {product} server is not known.": "El nombre del servidor {product} no se conoce.",
  "It is misspelt, or this machine's name service does not know it.":
    "Está mal escrito, o el servicio de nombres de esta máquina no lo conoce.",
  "Check the host; a server inside a private network may need an agent there.":
    "Revise el nombre; un servidor de una red privada puede necesitar un agente allí.",
  "The {product} server does not answer.": "El servidor {product} no responde.",
  "A firewall is in between, or the address is wrong.":
    "Hay un cortafuegos en medio, o la dirección no es correcta.",
  "Check host and port, and whether this machine may reach them.":
    "Revise el servidor y el puerto, y si esta máquina puede llegar a ellos.",
  "The connection to the {product} server broke.": "La conexión con el servidor {product} se cortó.",
  "Whether the last batch was written is not known.": "No se sabe si el último lote se escribió.",
  "Run it again: rows with a key are not written twice.":
    "Ejecútelo de nuevo: las filas con clave no se escriben dos veces.",
  "The connection to {product} could not be encrypted as asked: {message}.":
    "La conexión con {product} no se pudo cifrar como se pide: {message|quoted}.",
  "The server has no TLS, or its certificate is not trusted here.":
    "El servidor no tiene TLS, o aquí no se confía en su certificado.",
  "Give the authority's certificate, or choose another setting for tls.":
    "Dé el certificado de la autoridad, o elija otro ajuste de tls.",
  "This position was not given by a read of the same rows.":
    "Esta posición no es de una lectura de las mismas filas.",
  "It is not known where to go on, and nothing was read.": "No se sabe dónde continuar, y no se leyó nada.",
  'Set "rows" of the table to where the list is, e.g. "data.items"; "" for an answer that is the list. This answer has a list at: {places}.':
    "Ponga en «rows» de la tabla dónde está la lista, p. ej. «data.items»; «» si la respuesta es la lista. Esta respuesta tiene una lista en: {places}.",
};
