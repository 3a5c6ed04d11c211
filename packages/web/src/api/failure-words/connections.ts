import { nothingChanged, nothingKept, nothingSent, type SpanishFailures } from "./failure.ts";

const authorizeAgain = "Autentique de nuevo la conexión.";
const chooseOne = "Elija otro.";

/** `packages/hub/src/connections`, and what GoTo itself answers. */
export const connections: SpanishFailures = {
  "address.refused": {
    message: "Esa dirección no puede usarse.",
    meaning: "Por ella viajan tokens y secretos: solo por https, o a esta misma máquina.",
    remedy: "Dé una dirección como https://api.getgo.com.",
  },
  "authorize.declined": {
    message: "El consentimiento se rechazó en la página de GoTo.",
    meaning: "La conexión sigue como antes.",
    remedy: "Empiece de nuevo y pulse «Allow».",
  },
  "authorize.gone": {
    message: "La conexión se eliminó entretanto.",
    meaning: "El consentimiento no se guardó.",
    remedy: "Añada la conexión de nuevo.",
  },
  "authorize.no-address": {
    message: "El hub no está a la escucha: GoTo no tiene adónde devolver el navegador.",
    meaning: "El consentimiento en el navegador termina con una llamada al hub.",
    remedy: "Inicie el hub.",
  },
  "authorize.refused": {
    message: "GoTo no devolvió ningún código.",
    meaning: "La conexión sigue como antes.",
    remedy: "Revise en GoTo los ámbitos y la dirección de redirección del cliente, y empiece de nuevo.",
  },
  "authorize.stale": {
    message: "Esta autorización no se espera, o ya no.",
    meaning: "Comenzó hace demasiado tiempo, ya terminó o no comenzó aquí. No se cambió nada.",
    remedy: "Empiece de nuevo en la página de conexiones.",
  },
  "connection.alias-taken": {
    message: "Ese alias ya está en uso.",
    meaning: "Un alias es de una sola conexión.",
    remedy: chooseOne,
  },
  "connection.bad-alias": {
    message: "Eso no puede ser un alias.",
    meaning: "Un alias tiene letras, cifras o guiones bajos; así llaman los flujos a una conexión.",
    remedy: chooseOne,
  },
  "connection.bad-name": {
    message: "Eso no puede ser el nombre de una conexión.",
    meaning: "Un nombre tiene de 1 a 25 caracteres.",
    remedy: "Elija uno más corto.",
  },
  "connection.choose-account": {
    message: "Esa persona está en varias cuentas de GoTo.",
    meaning: "Una conexión es para una cuenta; no se puede adivinar cuál.",
    remedy: "Diga cuál.",
  },
  "connection.in-use": {
    message: "La conexión está en uso.",
    meaning: "Lo que la usa dejaría de funcionar.",
    remedy: "Lleve antes a otra conexión lo que la usa.",
  },
  "connection.no-account": {
    message: "Esa persona no está en ninguna cuenta de GoTo.",
    meaning: "Sin cuenta no hay nada que leer ni escribir.",
    remedy: "Inicie sesión en GoTo como alguien con licencia.",
  },
  "connection.no-such-account": {
    message: "Esa persona no está en esa cuenta de GoTo.",
    meaning: nothingChanged,
    remedy: "Elija una de sus cuentas, o inicie sesión como otra persona.",
  },
  "connection.none": {
    message: "Todavía no hay ninguna conexión con GoTo.",
    meaning: "Sin ella no hay nadie en cuyo nombre preguntar.",
    remedy: "Añada una en la página de conexiones.",
  },
  "connection.other-owner": {
    message: "La conexión es de una persona o cuenta, y este consentimiento es de otra.",
    meaning:
      "Lo que usa la conexión leería y escribiría de pronto en otro sitio. El consentimiento anterior sigue igual.",
    remedy: "Inicie sesión como la misma persona, o cree otra conexión.",
  },
  "connection.owner-changed": {
    message: "GoTo dice que este token es de alguien que no está en la cuenta de la conexión.",
    meaning: "La persona salió de la cuenta, o el token es de otra.",
    remedy: authorizeAgain,
  },
  "connection.unfinished": {
    message: "Nadie ha dado todavía su consentimiento a esta conexión.",
    meaning: "No tiene token: con ella no se puede leer ni escribir nada.",
    remedy: "Autentíquela.",
  },
  "connection.unknown": {
    message: "No hay ninguna conexión así.",
    meaning: "Puede que se eliminara o cambiara de alias.",
    remedy: "Vea cuáles hay en la página de conexiones.",
  },
  "connection.which": {
    message: "Hay varias conexiones y no se nombró ninguna.",
    meaning: "No se puede adivinar cuál.",
    remedy: "Elija una.",
  },
  "oauth-client.address-fixed": {
    message: "Las direcciones de un cliente OAuth solo se cambian en la propia máquina del hub.",
    meaning: "Su secreto y los tokens de sus conexiones irían a otro sitio. No se cambió nada.",
    remedy: "Cámbielas allí, o añada otro cliente OAuth con esas direcciones.",
  },
  "oauth-client.bad-id": {
    message: "El ID de cliente está vacío o tiene espacios u otros caracteres imposibles.",
    meaning: nothingKept,
    remedy: "Cópielo de la página de clientes OAuth de GoTo.",
  },
  "oauth-client.in-use": {
    message: "El cliente OAuth está en uso.",
    meaning: "Sin él, esas conexiones no podrían renovar sus tokens.",
    remedy: "Elimine antes las conexiones.",
  },
  "oauth-client.name-taken": {
    message: "Ya hay un cliente OAuth con ese nombre.",
    meaning: "Un nombre es de un solo cliente OAuth. No se cambió nada.",
    remedy: "Elija otro nombre.",
  },
  "oauth-client.unknown": {
    message: "No hay ningún cliente OAuth así.",
    meaning: "Puede que se eliminara.",
    remedy: "Vea cuáles hay al añadir una conexión.",
  },
  "send.bad-body": {
    message: "El cuerpo de la petición no es JSON.",
    meaning: nothingSent,
    remedy: "GoTo solo acepta cuerpos JSON: corríjalo.",
  },
  "send.bad-header": {
    message: "Esa cabecera no se puede fijar.",
    meaning: "Es de la conexión, o no es una cabecera.",
    remedy: "Quítela.",
  },
  "send.bad-path": {
    message: "Eso no es una ruta de la API de GoTo.",
    meaning: "El token de una conexión solo se envía a su propia API.",
    remedy: "Empiece con una barra, por ejemplo /G2W/rest/v2/organizers/{organizerKey}/webinars",
  },
  "goto.server": {
    message: "GoTo tiene problemas propios.",
    meaning: "La llamada se repitió varias veces. Un cambio puede haberse hecho, o no.",
    remedy: "Pruebe más tarde; https://status.goto.com dice si GoTo lo sabe.",
  },
  "goto.network": {
    message: "No llegó de GoTo ninguna respuesta útil.",
    meaning: "La red puede estar caída. Un cambio puede haberse hecho, o no.",
    remedy: "Compruebe que esta máquina llega a GoTo, y pruebe de nuevo.",
  },
  "goto.rate-limited": {
    message: "GoTo contó demasiadas llamadas durante mucho tiempo.",
    meaning: "Otro programa puede estar usando el mismo cliente OAuth.",
    remedy: "Pruebe más tarde, o dé al otro programa un cliente OAuth propio.",
  },
  "goto.list-changed": {
    message: "Una lista cambió demasiado mientras se leía.",
    meaning: "No se podía confiar en que las filas fueran todas.",
    remedy: "Pruebe de nuevo en un momento.",
  },
  "goto.authorization-dead": {
    message: "GoTo ya no renueva esta conexión.",
    meaning: "Todo lo que la usa espera.",
    remedy: authorizeAgain,
  },
  "goto.token-refused": {
    message: "GoTo no acepta el token de esta conexión.",
    meaning: "No se puede leer ni escribir con ella.",
    remedy: authorizeAgain,
  },
  "goto.oauth-client-refused": {
    message: "GoTo no acepta el cliente OAuth.",
    meaning: "GoTo no conoce el ID de cliente, o el secreto no es el suyo.",
    remedy:
      "Compare ambos en la página de clientes OAuth de GoTo; un secreto perdido hay que crearlo de nuevo allí.",
  },
  "goto.forbidden": {
    message: "GoTo no permite esto.",
    meaning: "A la persona de esta conexión le falta una licencia, un rol o un ámbito.",
    remedy: "Use la conexión de alguien que pueda, o pida ese derecho en GoTo.",
  },
  "goto.not-found": {
    message: "GoTo no lo encuentra.",
    meaning: "No existe en GoTo, o es de otra cuenta.",
    remedy: "Revise la clave: son los números largos, no el ID de webinar de 9 cifras.",
  },
  "goto.conflict": {
    message: "GoTo lo rechaza por su estado actual.",
    meaning: "Ya existe, o el webinar se está celebrando en este momento.",
    remedy: "Mire lo que hay; «upsert» da por hecho lo que ya existe.",
  },
  "goto.invalid-request": {
    message: "GoTo no acepta los valores tal como están.",
    meaning: nothingChanged,
    remedy: "Corríjalos como dicen las palabras de GoTo.",
  },
  "goto.unexpected-answer": {
    message: "GoTo respondió algo que esta versión no entiende.",
    meaning: "No se sabe qué hizo GoTo con la petición.",
    remedy: "Comuníquelo con el nombre de la operación.",
  },
};
