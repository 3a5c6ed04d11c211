import type { Sentences } from "./tell.ts";

/** GoTo's client library, `packages/goto`: what went wrong with a call. */
export const goto: Sentences = {
  "GoTo's token endpoint answered something else than whole JSON.":
    "El punto de tokens de GoTo respondió algo que no es JSON completo.",
  "GoTo's token endpoint answered without an access token and how long it lasts.":
    "El punto de tokens de GoTo respondió sin token de acceso o sin decir cuánto dura.",
  "A refusal was taken for a reply.": "Un rechazo se tomó por una respuesta.",
  "GoTo does not take this OAuth client. Check its ID and secret, and that the kind of grant is switched on for it in GoTo's developer portal.":
    "GoTo no acepta este cliente OAuth. Revise su ID y su secreto, y que el tipo de autorización esté activado para él en el portal de desarrolladores de GoTo.",
  "GoTo's token endpoint refused the request ({errorCode}).":
    "El punto de tokens de GoTo rechazó la petición ({errorCode}).",
  "The access token has ended and GoTo gave no refresh token with it. Somebody must authorise the connection again.":
    "El token de acceso ha terminado y GoTo no dio con él ninguno de renovación. Alguien debe autorizar de nuevo la conexión.",
  "Somebody must authorise the connection again.": "Alguien debe autorizar de nuevo la conexión.",
  "Make a new one at https://myaccount.goto.com and give it to the connection.":
    "Cree uno nuevo en https://myaccount.goto.com y déselo a la conexión.",
  "GoTo does not take the refresh token any more: it ended or was taken back. Somebody must authorise the connection again.":
    "GoTo ya no acepta el token de renovación: terminó o fue retirado. Alguien debe autorizar de nuevo la conexión.",
  "GoTo does not take the refresh token any more: it ended or was taken back. Make a new one at https://myaccount.goto.com and give it to the connection.":
    "GoTo ya no acepta el token de renovación: terminó o fue retirado. Cree uno nuevo en https://myaccount.goto.com y déselo a la conexión.",
  "GoTo does not take the personal access token any more: it ended or was taken back. Somebody must authorise the connection again.":
    "GoTo ya no acepta el token de acceso personal: terminó o fue retirado. Alguien debe autorizar de nuevo la conexión.",
  "GoTo does not take the personal access token any more: it ended or was taken back. Make a new one at https://myaccount.goto.com and give it to the connection.":
    "GoTo ya no acepta el token de acceso personal: terminó o fue retirado. Cree uno nuevo en https://myaccount.goto.com y déselo a la conexión.",
  "Other processes kept renewing the same authorisation. Try again.":
    "Otros procesos renovaban una y otra vez la misma autorización. Pruebe de nuevo.",
  "Nobody has authorised this connection yet.": "Nadie ha autorizado todavía esta conexión.",
  "GoTo's token endpoint did not answer in time.": "El punto de tokens de GoTo no respondió a tiempo.",
  "GoTo answered something else than a person when asked whose token this is.":
    "A la pregunta de quién es este token, GoTo respondió algo que no es una persona.",
  "GoTo answered a person or an account without a key.": "GoTo respondió una persona o una cuenta sin clave.",
  'GoTo\'s answer is packed in a way that was not asked for ("{encoding}").':
    "La respuesta de GoTo está comprimida de una forma que no se pidió («{encoding}»).",
  "The answer of {origin} is longer than this client accepts. Ask for smaller pages.":
    "La respuesta de {origin} es más larga de lo que este programa acepta. Pida páginas más pequeñas.",
  "GoTo at {origin} could not be reached: {meanings} ({code}).":
    "No se pudo llegar a GoTo en {origin}: {meanings|told} ({code}).",
  'GoTo answered a page of "{member}" without saying which page of how many it is. Nothing was taken from it.':
    "GoTo respondió una página de «{member}» sin decir cuál es ni cuántas hay. No se tomó nada de ella.",
  'GoTo answered a list without its member "{member}".': "GoTo respondió una lista sin su parte «{member}».",
  "GoTo answered a page without its data, total or number. Nothing was taken from it.":
    "GoTo respondió una página sin sus datos, su total o su número. No se tomó nada de ella.",
  "GoTo was asked for page {number} of a list and answered page {number2}.":
    "A GoTo se le pidió la página {number} de una lista y respondió la {number2}.",
  "The list shrank so much while it was read that some of it may have been missed. Read it again.":
    "La lista se acortó tanto mientras se leía que pudo faltar una parte. Léala de nuevo.",
  "GoTo answers page after page of a list that should have ended long ago.":
    "GoTo responde página tras página de una lista que debería haber terminado hace mucho.",
  "The walk over the list has ended.": "El recorrido de la lista ha terminado.",
  "GoTo answered something else than a page of a list.":
    "GoTo respondió algo que no es una página de una lista.",
  'The path "{path}" must begin with a slash, from the root of GoTo\'s API host.':
    "La ruta «{path}» debe empezar con una barra, desde la raíz de la API de GoTo.",
  "GoTo issues access tokens for this connection and then refuses them ({operation}). Authorise it again; if that does not help, check the scopes of the OAuth client.":
    "GoTo emite tokens de acceso para esta conexión y luego los rechaza ({operation}). Autorícela de nuevo; si no basta, revise los ámbitos del cliente OAuth.",
  "GoTo's answer to {operation} ended early.": "La respuesta de GoTo a {operation} terminó antes de tiempo.",
  "Something else than JSON answered {operation}, such as the page of a proxy or of a service under repair.":
    "A {operation} respondió algo que no es JSON, como la página de un proxy o de un servicio en reparación.",
  "GoTo does not take the access token for {operation} any more.":
    "GoTo ya no acepta el token de acceso para {operation}.",
  "GoTo does not allow {operation}. The person who authorised needs the licence, role or scope for it.":
    "GoTo no permite {operation}. A quien autorizó le falta la licencia, el rol o el ámbito para ello.",
  "GoTo knows no such thing ({operation}), or it belongs to another account.":
    "GoTo no conoce tal cosa ({operation}), o es de otra cuenta.",
  "GoTo refuses {operation} because of what is there already.": "GoTo rechaza {operation} por lo que ya hay.",
  "GoTo's limit of requests per second was exceeded ({operation}).":
    "Se superó el límite de peticiones por segundo de GoTo ({operation}).",
  "GoTo had trouble with {operation} (status {status}).":
    "GoTo tuvo problemas con {operation} (estado {status}).",
  "GoTo does not accept the values of {operation} (status {status}).":
    "GoTo no acepta los valores de {operation} (estado {status}).",
  "GoTo answered {operation} with status {status}, which means nothing here.":
    "GoTo respondió a {operation} con el estado {status}, que aquí no significa nada.",
  'A key in the path "{texts}" is empty. Pass every key as a non-empty string.':
    "Una clave de la ruta «{texts}» está vacía. Dé cada clave como texto no vacío.",
  'A key in the path "{texts}" is not usable: {key}. Pass every key as a non-empty string.':
    "Una clave de la ruta «{texts}» no se puede usar: {key}. Dé cada clave como texto no vacío.",
  "GoTo answered {value} where an object was expected.":
    "GoTo respondió {value} donde se esperaba un objeto.",
  "GoTo answered {value} where a list was expected.": "GoTo respondió {value} donde se esperaba una lista.",
};
