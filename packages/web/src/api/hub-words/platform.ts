import type { Sentences } from "./tell.ts";

/** `packages/hub/src/platform`, `personal-data` and `retention`. */
export const platform: Sentences = {
  "GoTo keeps its own data, and a replica brings back what GoTo still gives: erase there first.":
    "GoTo guarda sus propios datos, y una réplica vuelve a traer lo que GoTo todavía da: borre antes allí.",
  "What GoTo keeps of webinars that are over (attendance, answers, questions) its API cannot delete: ask GoTo's support, as the account's administrator.":
    "Lo que GoTo guarda de webinars terminados (asistencia, respuestas, preguntas) su API no lo puede eliminar: pídalo al soporte de GoTo, como administrador de la cuenta.",
  "The key in {source} is not 32 bytes as base64 or hex.":
    "La clave de {source} no son 32 bytes en base64 o hexadecimal.",
  "Without it the tokens in the database can be neither read nor written; nothing was changed.":
    "Sin ella los tokens de la base de datos no se pueden leer ni escribir; no se cambió nada.",
  "Put the right key into {source}; with a new one (openssl rand -base64 32) every connection must be authorized again.":
    "Ponga la clave correcta en {source}; con una nueva (openssl rand -base64 32) hay que autorizar de nuevo cada conexión.",
  "What is stored was sealed with key {needed}, and the key here is {present}.":
    "Lo guardado se selló con la clave {needed}, y la de aquí es {present}.",
  "The tokens are still there, whole, but cannot be read with this key.":
    "Los tokens siguen ahí, enteros, pero con esta clave no se pueden leer.",
  "Put the former key back: into ROSTRUM_KEY (after a comma, behind the new one), or as the file `key` of the data folder.":
    "Vuelva a poner la clave anterior: en ROSTRUM_KEY (tras una coma, detrás de la nueva), o como el archivo `key` de la carpeta de datos.",
  "A sealed value in the database does not open.": "Un valor sellado de la base de datos no se abre.",
  "It was changed, or moved from another row; its content cannot be trusted and is not used.":
    "Fue cambiado, o traído de otra fila; no se puede confiar en su contenido y no se usa.",
  "Restore the database from its backup, or authorize the connection anew.":
    "Restaure la base de datos de su copia de seguridad, o autorice de nuevo la conexión.",
  "The backup has {what}, which this Rostrum does not know.":
    "La copia de seguridad tiene {what|told}, que este Rostrum no conoce.",
  "A newer version made it. Nothing was changed.": "La hizo una versión más nueva. No se cambió nada.",
  "Restore it with that version or a newer one.": "Restáurela con esa versión o una más nueva.",
  "This is no backup of Rostrum.": "Esto no es una copia de seguridad de Rostrum.",
  "Give a file that was made by: rostrum backup --out FILE":
    "Dé un archivo hecho con: rostrum backup --out FILE",
  "The backup is not whole: {what}.": "La copia de seguridad no está entera: {what|told}.",
  "It was cut off or changed after it was made. Nothing was restored; the database is as it was.":
    "Se cortó o se cambió después de hacerla. No se restauró nada; la base de datos está como estaba.",
  "Copy it again from where it is kept, or take another backup.":
    "Cópiela de nuevo de donde se guarda, o use otra copia de seguridad.",
  "The embedded database in {dataFolder} answers; {freeMb} MB are free there.":
    "La base de datos integrada en {dataFolder} responde; allí quedan {freeMb} MB libres.",
  "Make room, or move the folder (ROSTRUM_DATA).": "Haga sitio, o mueva la carpeta (ROSTRUM_DATA).",
  "Postgres {version} answers.": "Postgres {version} responde.",
  "Postgres {version} answers. Rostrum is tested on {leastMajor} and newer.":
    "Postgres {version} responde. Rostrum se prueba con {leastMajor} y posteriores.",
  "Move the database to PostgreSQL {leastMajor} or newer.":
    "Lleve la base de datos a PostgreSQL {leastMajor} o posterior.",
  "The Postgres database at {host} cannot be used: {reason}.":
    "La base de datos Postgres de {host} no se puede usar: {reason|quoted}.",
  "Rostrum keeps everything there and cannot run without it.":
    "Rostrum lo guarda todo allí y sin ella no puede funcionar.",
  "Check DATABASE_URL, and that the server is up and lets this user in; or unset it to use the embedded database.":
    "Revise DATABASE_URL, y que el servidor esté en marcha y deje entrar a este usuario; o quítela para usar la base de datos integrada.",
  "The same thing was made by somebody else at this very moment.":
    "Otra persona creó lo mismo en este mismo momento.",
  "Look again, and choose another name if it is still needed.":
    "Mire otra vez, y elija otro nombre si todavía hace falta.",
  "A text in the request holds a character that cannot be stored (NUL, or half of a pair).":
    "Un texto de la petición contiene un carácter que no se puede guardar (NUL, o la mitad de un par).",
  "Take the character out.": "Quite ese carácter.",
  "The hub's database does not answer.": "La base de datos del hub no responde.",
  "Without it nothing can be read or done. A change that was under way may have been made or not.":
    "Sin ella no se puede leer ni hacer nada. Un cambio en curso puede haberse hecho o no.",
  "Try again in a moment; if it stays so, see to the database: rostrum doctor tells more.":
    "Pruebe de nuevo dentro de un momento; si sigue así, atienda la base de datos: rostrum doctor dice más.",
  "Not ready: {failed}.": "No está listo: {failed}.",
  "Requests would fail at the moment.": "Ahora mismo las peticiones fallarían.",
  "rostrum doctor tells more.": "rostrum doctor dice más.",
  "Rostrum ran into a fault of its own.": "Rostrum tuvo un fallo propio.",
  "The request was not carried out, or not to its end; the fault is in the log of the hub.":
    "La petición no se llevó a cabo, o no hasta el final; el fallo está en el registro del hub.",
  "Try again; if it comes back, report it with the log lines of this moment.":
    "Pruebe de nuevo; si vuelve a pasar, comuníquelo con las líneas del registro de este momento.",
  "The request does not fit: {problems}.": "La petición no es como se espera: {problems|told}.",
  "Correct the named part of the request; /api/v1/openapi.json describes what is expected.":
    "Corrija la parte nombrada de la petición; /api/v1/openapi.json describe lo que se espera.",
  "Correct the request; /api/v1/openapi.json describes what is expected.":
    "Corrija la petición; /api/v1/openapi.json describe lo que se espera.",
  "There is nothing at {method} {split}.": "En {method} {split} no hay nada.",
  "The address or the method is not one that this version of Rostrum knows.":
    "La dirección o el método no es uno que esta versión de Rostrum conozca.",
  "See /api/v1/openapi.json for everything that there is.": "Vea en /api/v1/openapi.json todo lo que hay.",
  "The request could not be read; nothing was done.": "La petición no se pudo leer; no se hizo nada.",
  "The headers of the request are longer than 16 kB.": "Las cabeceras de la petición ocupan más de 16 kB.",
  "What came is not a request of HTTP/1.1.": "Lo que llegó no es una petición HTTP/1.1.",
  "Send less in headers and address.": "Envíe menos en las cabeceras y la dirección.",
  "Check the address: the hub speaks http; https is spoken by the proxy before it.":
    "Revise la dirección: el hub habla http; https lo habla el proxy que está delante.",
  "The header rostrum-run has a form that cannot be used.":
    "La cabecera rostrum-run tiene una forma que no se puede usar.",
  "Send 8 to 64 letters, digits, underscores or hyphens, new for every request.":
    "Envíe de 8 a 64 letras, cifras, guiones bajos o guiones, nuevos en cada petición.",
  "It was stopped.": "Se detuvo.",
  "The rows that were sent are not all.": "Las filas enviadas no son todas.",
  "Ask again for all of them.": "Pídalas todas de nuevo.",
  "There is no run of that id.": "No hay ninguna petición en curso con ese id.",
  "It never began, or it ended some minutes ago and is forgotten.":
    "Nunca comenzó, o terminó hace unos minutos y está olvidada.",
  "Ask while the request is under way.": "Pregunte mientras la petición esté en curso.",
  "This process ends.": "Este proceso termina.",
  "It is not over yet.": "Todavía no ha terminado.",
  "It holds a user or a password, which would show up in logs.":
    "Contiene un usuario o una contraseña, que aparecerían en los registros.",
  "Without https anybody on the way could read what is sent.":
    "Sin https cualquiera en el camino podría leer lo que se envía.",
  "It lies inside this network.": "Está dentro de esta red.",
  "Its name leads to an address inside this network.": "Su nombre lleva a una dirección de esta red.",
  "Use a public https address, or have the administrator add the host to ROSTRUM_PRIVATE_HOSTS.":
    "Use una dirección https pública, o pida al administrador que añada el servidor a ROSTRUM_PRIVATE_HOSTS.",
  "It is a setting that somebody made, and may not work without the address.":
    "Es un ajuste que hizo alguien, y puede no funcionar sin la dirección.",
  "The schedule {shown} cannot be used: {why}.": "El horario {shown|told} no se puede usar: {why|quoted}.",
  "It would never be due.": "No tocaría nunca.",
  'Write minute, hour, day, month, weekday, e.g. "0 7 * * 1-5", and a zone such as Europe/Madrid.':
    'Escriba minuto, hora, día, mes y día de la semana, por ejemplo "0 7 * * 1-5", y una zona como Europe/Madrid.',
  'There is no kind of data "{kind}".': "No hay ningún tipo de datos «{kind}».",
  "Known are: {known}": "Hay: {known}",
};
