import type { Sentences } from "./tell.ts";

/** `packages/hub/src/connections`. */
export const connections: Sentences = {
  '"{address}" cannot be the {what}: {why}.': "«{address}» no puede ser {what|told}: {why|told}.",
  "Tokens and secrets travel there. They go over https only, or to this machine itself.":
    "Por ella viajan tokens y secretos: solo por https, o a esta misma máquina.",
  "Give an address such as https://api.getgo.com, or http://127.0.0.1:8090 for the sandbox.":
    "Dé una dirección como https://api.getgo.com, o http://127.0.0.1:8090 para el sandbox.",
  "This authorization is not, or no longer, waited for.": "Esta autorización no se espera, o ya no.",
  "It was begun too long ago, was finished already, or was not begun here. Nothing was changed.":
    "Comenzó hace demasiado tiempo, ya terminó o no comenzó aquí. No se cambió nada.",
  "Begin again: rostrum connections authorize ALIAS": "Empiece de nuevo: rostrum connections authorize ALIAS",
  "The connection was removed in the meantime.": "La conexión se eliminó entretanto.",
  "The consent was not kept.": "El consentimiento no se guardó.",
  "Add the connection again.": "Añada la conexión de nuevo.",
  "Consent was declined on GoTo's page.": "El consentimiento se rechazó en la página de GoTo.",
  "GoTo sent no code back.": "GoTo no devolvió ningún código.",
  "GoTo sent no code back ({words}).": "GoTo no devolvió ningún código ({words|quoted}).",
  "The connection is as it was before.": "La conexión sigue como antes.",
  "Begin again, and press Allow.": "Empiece de nuevo y pulse «Allow».",
  "Check the client's scopes and redirect address at GoTo, and begin again.":
    "Revise en GoTo los ámbitos y la dirección de redirección del cliente, y empiece de nuevo.",
  "The hub does not listen, so GoTo has nowhere to send the browser back to.":
    "El hub no está a la escucha: GoTo no tiene adónde devolver el navegador.",
  "Consent in the browser ends with a call to the hub.":
    "El consentimiento en el navegador termina con una llamada al hub.",
  "Start the hub (rostrum serve), or use the command line, which listens for that long.":
    "Inicie el hub (rostrum serve), o use la línea de órdenes, que escucha durante ese tiempo.",
  "Tokens or secrets were sealed with key {missing}, which is not here (here: {keyId}). They are whole, but cannot be read.":
    "Hay tokens o secretos sellados con la clave {missing}, que no está aquí (aquí: {keyId}). Están enteros, pero no se pueden leer.",
  "Put the former key back: into ROSTRUM_KEY behind a comma, or as the file `key` of the data folder.":
    "Vuelva a poner la clave anterior: en ROSTRUM_KEY tras una coma, o como el archivo `key` de la carpeta de datos.",
  "Key {keyId} opens all {sealed} sealed values.": "La clave {keyId} abre los {sealed} valores sellados.",
  "nobody has consented yet.": "nadie ha dado todavía su consentimiento.",
  "Set this machine's clock (NTP): ends of tokens and time ranges are misjudged.":
    "Ponga en hora el reloj de esta máquina (NTP): se juzgan mal los finales de los tokens y los intervalos de tiempo.",
  "its consent may end any day.": "su consentimiento puede terminar cualquier día.",
  "its consent is good for {days} more days.": "su consentimiento vale todavía {days} días.",
  "{share} % of the {api} budget used in the last hour, {rateLimited} answers 429.":
    "{share} % del presupuesto de {api} usado en la última hora, {rateLimited} respuestas 429.",
  "{share} % of the {api} budget used in the last hour.":
    "{share} % del presupuesto de {api} usado en la última hora.",
  "If other programs use the same OAuth client, give them one of their own; GoTo raises limits on request.":
    "Si otros programas usan el mismo cliente OAuth, deles uno propio; GoTo sube los límites si se le pide.",
  "Try again in a moment.": "Pruebe de nuevo dentro de un momento.",
  "GoTo has trouble of its own; the call was repeated several times.":
    "GoTo tiene problemas propios; la llamada se repitió varias veces.",
  "Try again later; https://status.goto.com tells whether GoTo knows.":
    "Pruebe más tarde; https://status.goto.com dice si GoTo lo sabe.",
  "No usable answer came from GoTo.": "De GoTo no llegó ninguna respuesta utilizable.",
  "Check that this machine reaches the host (rostrum doctor), and try again.":
    "Revise que esta máquina llegue al servidor (rostrum doctor) y pruebe de nuevo.",
  "GoTo counted too many calls for a long time; another program may be using the same OAuth client.":
    "GoTo contó demasiadas llamadas durante mucho tiempo; puede que otro programa use el mismo cliente OAuth.",
  "Try again later, or give the other program an OAuth client of its own.":
    "Pruebe más tarde, o dé al otro programa un cliente OAuth propio.",
  "A list changed so often while it was read that the rows could not be trusted to be all.":
    "Una lista cambió tantas veces mientras se leía que no se podía confiar en que las filas fueran todas.",
  "GoTo does not renew this connection any more; everything that uses it waits.":
    "GoTo ya no renueva esta conexión; todo lo que la usa espera.",
  "Authorize it again: rostrum connections authorize ALIAS":
    "Autorícela de nuevo: rostrum connections authorize ALIAS",
  "GoTo does not take the token of this connection.": "GoTo no acepta el token de esta conexión.",
  "GoTo does not know this client ID, or the secret is not the one that belongs to it.":
    "GoTo no conoce este ID de cliente, o el secreto no es el suyo.",
  "Compare both with https://developer.logmeininc.com/clients; a lost secret must be made anew there.":
    "Compare los dos con https://developer.logmeininc.com/clients; un secreto perdido hay que crearlo allí de nuevo.",
  "The person behind this connection may not do this: a licence, a role or a scope is missing.":
    "La persona de esta conexión no puede hacer esto: falta una licencia, un rol o un ámbito.",
  "Use the connection of somebody who may, or have the right given at GoTo.":
    "Use la conexión de alguien que pueda, o haga que le den el derecho en GoTo.",
  "There is no such thing at GoTo, or it belongs to another account.":
    "En GoTo no hay tal cosa, o es de otra cuenta.",
  "Check the key; keys are the long numbers, not the 9-digit webinar ID.":
    "Revise la clave; las claves son los números largos, no el ID de webinar de 9 cifras.",
  "It is there already, or the webinar is running at this moment.":
    "Ya existe, o el webinar se está celebrando en este momento.",
  "Look at what is there; `upsert` takes what is there as done.":
    "Mire lo que hay; `upsert` da por hecho lo que ya existe.",
  "GoTo does not accept the values as they are.": "GoTo no acepta los valores tal como están.",
  "Correct them as GoTo's words say.": "Corríjalos como dicen las palabras de GoTo.",
  "GoTo answered something that this version does not understand.":
    "GoTo respondió algo que esta versión no entiende.",
  "Report it with the name of the operation; `rostrum send` shows the answer as it came.":
    "Comuníquelo con el nombre de la operación; `rostrum send` muestra la respuesta tal como llegó.",
  "A change may have happened all the same.": "A pesar de ello puede haberse hecho un cambio.",
  "GoTo could not be reached.": "No se pudo llegar a GoTo.",
  "GoTo answers with errors of its own.": "GoTo responde con errores propios.",
  "GoTo says that there are too many calls.": "GoTo dice que hay demasiadas llamadas.",
  "Not working.": "No funciona.",
  "Not working: {error} (when last asked, {at}).":
    "No funciona: {error|told} (al preguntar por última vez, {at|told}).",
  "There are: {known}.": "Hay: {known}.",
  '"{name}" cannot be the name of a connection.': "«{name}» no puede ser el nombre de una conexión.",
  "A name has 1 to {longest} characters.": "Un nombre tiene de 1 a {longest} caracteres.",
  "Choose a shorter one.": "Elija uno más corto.",
  '"{alias}" cannot be an alias.': "«{alias}» no puede ser un alias.",
  "An alias is what commands and flows call a connection: 1 to {longest} letters, digits or underscores.":
    "Así llaman las órdenes y los flujos a una conexión: de 1 a {longest} letras, cifras o guiones bajos.",
  "For example: {alias}": "Por ejemplo: {alias}",
  'There is no connection "{alias}".': "No hay ninguna conexión «{alias}».",
  "There is no connection at all yet.": "Todavía no hay ninguna conexión.",
  "Make one with: rostrum connections add": "Cree una con: rostrum connections add",
  "See them with: rostrum connections list": "Véalas con: rostrum connections list",
  "Nothing was kept.": "No se guardó nada.",
  'There is no OAuth client "{name}".': "No hay ningún cliente OAuth «{name}».",
  "See them with: rostrum connections clients": "Véalos con: rostrum connections clients",
  "The client ID is empty or holds blanks or other characters that cannot be in one.":
    "El ID de cliente está vacío o contiene espacios u otros caracteres que no puede tener.",
  "Copy it from https://developer.logmeininc.com/clients.":
    "Cópielo de https://developer.logmeininc.com/clients.",
  'The OAuth client "{client}" is used by {using}.': "El cliente OAuth «{client}» lo usan: {using}.",
  "Those connections could not renew their tokens without it.":
    "Sin él, esas conexiones no podrían renovar sus tokens.",
  "Remove the connections first.": "Elimine antes las conexiones.",
  'There is an OAuth client "{name}" already.': "Ya hay un cliente OAuth «{name}».",
  "A name stands for one OAuth client. Nothing was changed.":
    "Un nombre es de un solo cliente OAuth. No se cambió nada.",
  'The addresses of the OAuth client "{name}" can be changed at the hub\'s own machine only.':
    "Las direcciones del cliente OAuth «{name}» solo se pueden cambiar en la propia máquina del hub.",
  "Its secret and the tokens of its connections would be sent to another place. Nothing was changed.":
    "Su secreto y los tokens de sus conexiones se enviarían a otro sitio. No se cambió nada.",
  "Run the command at the hub's machine, or add a new OAuth client with the other addresses.":
    "Dé la orden en la máquina del hub, o añada otro cliente OAuth con las otras direcciones.",
  '{email} is not in an account "{wanted}".': "{email} no está en ninguna cuenta «{wanted}».",
  "The accounts of this person are: {accounts}.": "Las cuentas de esta persona son: {accounts}.",
  "Give the key or the name of one of them with --account, or sign in as somebody else.":
    "Dé con --account la clave o el nombre de una de ellas, o inicie sesión como otra persona.",
  "{email} is in no GoTo account.": "{email} no está en ninguna cuenta de GoTo.",
  "Without an account there is nothing to read or write.": "Sin cuenta no hay nada que leer ni escribir.",
  "Sign in as somebody who has a GoTo licence.": "Inicie sesión como alguien con licencia de GoTo.",
  "{email} is in {accounts} accounts: {accounts2}.": "{email} está en {accounts} cuentas: {accounts2}.",
  "A connection stands for one account; which one cannot be guessed.":
    "Una conexión es para una cuenta; no se puede adivinar cuál.",
  "Say which with --account KEY or --account NAME.": "Diga cuál con --account KEY o --account NAME.",
  'The connection "{alias}" belongs to {before}, and this consent is of {after}.':
    "La conexión «{alias}» es de {before}, y este consentimiento es de {after}.",
  "What uses the connection would suddenly read and write somewhere else. The former consent is untouched.":
    "Lo que usa la conexión leería y escribiría de pronto en otro sitio. El consentimiento anterior sigue igual.",
  "Sign in as the same person, make a connection of its own, or say --other-owner if that is what you want.":
    "Inicie sesión como la misma persona, cree otra conexión, o diga --other-owner si es lo que quiere.",
  "Nothing was sent.": "No se envió nada.",
  'The header "{name}" cannot be set.': "La cabecera «{name}» no se puede poner.",
  "Leave it out.": "Quítela.",
  "The token of a connection is sent to its own API host only.":
    "El token de una conexión se envía solo a su propio servidor de la API.",
  "Begin with a slash, for example /G2W/rest/v2/organizers/{organizerKey}/webinars":
    "Empiece con una barra, por ejemplo /G2W/rest/v2/organizers/{organizerKey}/webinars",
  "It belongs to the connection or is no header at all.": "Es de la conexión o no es una cabecera.",
  "The body is not JSON: {value}.": "El cuerpo no es JSON: {value|quoted}.",
  "GoTo takes JSON bodies only; from a file: --body @FILE":
    "GoTo acepta solo cuerpos JSON; desde un archivo: --body @FILE",
  "There is no connection to GoTo yet.": "Todavía no hay ninguna conexión con GoTo.",
  'The alias "{alias}" is taken.': "El alias «{alias}» ya está en uso.",
  "An alias stands for one connection.": "Un alias es de una sola conexión.",
  "Choose another one, for example {alias}.": "Elija otro, por ejemplo {alias}.",
  "Without one there is nobody in whose name to ask.": "Sin ella no hay nadie en cuyo nombre preguntar.",
  "Make one with: rostrum connections add  (or try the sandbox: npm start)":
    "Cree una con: rostrum connections add  (o pruebe el sandbox: npm start)",
  "There are {connections} connections and none was named.":
    "Hay {connections} conexiones y no se nombró ninguna.",
  "They are: {known}.": "Son: {known}.",
  "Say which one, for example: --connection {alias}": "Diga cuál, por ejemplo: --connection {alias}",
  "It has no token, so nothing can be read or written with it.":
    "No tiene token: con ella no se puede leer ni escribir nada.",
  'The connection "{alias}" is used by {using}.': "La conexión «{alias}» la usan: {using}.",
  "They would stop.": "Dejarían de funcionar.",
  "Point them to another connection first, or remove it all the same with --force.":
    "Llévelos antes a otra conexión, o elimínela de todos modos con --force.",
  'Nobody has consented to the connection "{alias}" yet.':
    "Nadie ha dado todavía su consentimiento a la conexión «{alias}».",
  "Authorize it: rostrum connections authorize {alias}": "Autorícela: rostrum connections authorize {alias}",
  "There is nothing to test.": "No hay nada que probar.",
  "GoTo says that this token belongs to {email}, who is not in account {accountKey} ({accountName}).":
    "GoTo dice que este token es de {email}, que no está en la cuenta {accountKey} ({accountName}).",
  "GoTo says that this token belongs to {email}, who is not in account {accountKey}.":
    "GoTo dice que este token es de {email}, que no está en la cuenta {accountKey}.",
  "The person was moved out of the account, or the token is somebody else's.":
    "La persona salió de la cuenta, o el token es de otra.",
  "Authorize the connection again: rostrum connections authorize {alias}":
    "Autorice de nuevo la conexión: rostrum connections authorize {alias}",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinar within 30 days of today; GoTo did not tell its time.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinar a menos de 30 días de hoy; GoTo no dijo su hora.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinar within 30 days of today; the clocks agree.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinar a menos de 30 días de hoy; los relojes coinciden.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinar within 30 days of today; this machine's clock is {off} s ahead of GoTo's.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinar a menos de 30 días de hoy; el reloj de esta máquina va {off} s por delante del de GoTo.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinar within 30 days of today; this machine's clock is {off} s behind GoTo's.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinar a menos de 30 días de hoy; el reloj de esta máquina va {off} s por detrás del de GoTo.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinars within 30 days of today; GoTo did not tell its time.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinars a menos de 30 días de hoy; GoTo no dijo su hora.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinars within 30 days of today; the clocks agree.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinars a menos de 30 días de hoy; los relojes coinciden.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinars within 30 days of today; this machine's clock is {off} s ahead of GoTo's.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinars a menos de 30 días de hoy; el reloj de esta máquina va {off} s por delante del de GoTo.",
  "Works. Signed in as {email}, organizer of {account}; {webinars} webinars within 30 days of today; this machine's clock is {off} s behind GoTo's.":
    "Funciona. Con la sesión de {email}, que organiza en {account}; {webinars} webinars a menos de 30 días de hoy; el reloj de esta máquina va {off} s por detrás del de GoTo.",
};
