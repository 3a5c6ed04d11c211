import { nothingChanged, nothingRead, nothingSent, type SpanishFailures } from "./failure.ts";

const rowNotSent = "De esta fila no se envió nada.";
const correctRow = "Corrija la fila.";

/** `packages/hub/src/entities`: queries and writes of GoTo's data. */
export const entities: SpanishFailures = {
  "checkpoint.malformed": {
    message: "Desde ese punto no se puede continuar.",
    meaning: "Se cambió, o lo escribió otra versión de Rostrum.",
    remedy: "Empiece la consulta de nuevo.",
  },
  "entity.not-writable": {
    message: "Esa entidad no tiene esa operación.",
    meaning: "GoTo no la ofrece; no se envió nada.",
    remedy: "Vea en la página de datos qué se puede hacer con ella.",
  },
  "entity.unknown": {
    message: "No hay ninguna entidad así.",
    meaning: "No se leyó ni escribió nada.",
    remedy: "Vea todas en la página de datos.",
  },
  "excel.too-many-rows": {
    message: "Son más filas de las que caben en una hoja de Excel.",
    meaning: "Caben 1 048 576 con la de los nombres; no se hizo ningún archivo completo.",
    remedy: "Use CSV o Parquet, o menos filas por archivo.",
  },
  "export.value": {
    message: "Una fila tiene un valor que no cabe en ese formato.",
    meaning:
      "No se omite ni se corta nada, así que la exportación terminó ahí y el archivo no está completo.",
    remedy: "Quite esa columna, o exporte como CSV o JSON, que admiten cualquier texto.",
  },
  "field.unknown": {
    message: "La entidad no tiene ese campo.",
    meaning: "No se leyó ni envió nada.",
    remedy: "Elija uno de sus campos.",
  },
  "filter.malformed": {
    message: "Eso no es una condición.",
    meaning: `Una condición es CAMPO OPERADOR VALOR. ${nothingRead}`,
    remedy: "Escriba por ejemplo status=APPROVED o registrationDate>=-7d.",
  },
  "filter.operator": {
    message: "Ese operador no vale para ese campo.",
    meaning: nothingRead,
    remedy: "Elija otro operador.",
  },
  "filter.value": {
    message: "Ese valor no corresponde al campo.",
    meaning: nothingRead,
    remedy: "Escriba un valor del tipo del campo.",
  },
  "key.malformed": {
    message: "Eso no puede ser una clave de GoTo.",
    meaning: "Las claves son números largos; una hoja de cálculo puede haberlos redondeado.",
    remedy: "Tómela de nuevo de su origen, entera y como texto.",
  },
  "limit.malformed": {
    message: "Ese límite de filas no se puede usar.",
    meaning: nothingRead,
    remedy: "Dé un número entero desde 1, o ninguno para todas las filas.",
  },
  "member.exists": {
    message: "Esa persona ya está en el webinar.",
    meaning: nothingChanged,
    remedy: "Use «upsert» si eso no es un error.",
  },
  "member.unknown": {
    message: "Esa persona no está en el webinar.",
    meaning: "No hay nada que quitar.",
    remedy: "Consulte quién está en este webinar.",
  },
  "range.empty": {
    message: "Ese intervalo de tiempo está vacío.",
    meaning: nothingRead,
    remedy: "Dé un comienzo anterior, o un final posterior.",
  },
  "range.not-applicable": {
    message: "Esa entidad no se puede limitar por fechas.",
    meaning: `Ni GoTo ni sus filas dicen cuándo fue o será. ${nothingRead}`,
    remedy: "Quite las fechas; un campo con una hora se puede usar en una condición.",
  },
  "reader.left": {
    message: "Quien leía se fue antes del final.",
    meaning: "Lo que faltaba se abandonó; las filas enviadas no son todas.",
    remedy: "Pregunte de nuevo.",
  },
  "registrant.exists": {
    message: "Esa persona ya está inscrita en el webinar.",
    meaning: nothingChanged,
    remedy: "Use «upsert» si eso no es un error: devuelve la clave y el enlace de acceso.",
  },
  "registrant.form": {
    message: "La inscripción no responde a lo que pregunta el webinar.",
    meaning: rowNotSent,
    remedy: "Complete los campos y preguntas que pide este webinar.",
  },
  "registrant.unknown": {
    message: "Esa persona no está inscrita en el webinar.",
    meaning: "No hay nada que quitar.",
    remedy: "Consulte los inscritos de este webinar.",
  },
  "row.columns": {
    message: "La fila no tiene las columnas de la primera línea.",
    meaning: rowNotSent,
    remedy: correctRow,
  },
  "row.csv": {
    message: "La fila no es CSV correcto.",
    meaning: rowNotSent,
    remedy: "Un valor con comillas va entre comillas, con cada una de las suyas doblada.",
  },
  "row.encoding": {
    message: "La fila contiene bytes que no son texto UTF-8.",
    meaning: rowNotSent,
    remedy: "Guarde el archivo como UTF-8.",
  },
  "row.json": {
    message: "La fila no es un objeto JSON.",
    meaning: rowNotSent,
    remedy: "Escriba un objeto por línea.",
  },
  "row.missing-field": {
    message: "Falta un campo.",
    meaning: rowNotSent,
    remedy: "Dé un valor para él.",
  },
  "row.value": {
    message: "Un valor no corresponde a su campo.",
    meaning: rowNotSent,
    remedy: "Corrija el valor.",
  },
  "rows.empty": {
    message: "No contiene nada, ni siquiera la línea con los nombres de las columnas.",
    meaning: nothingSent,
    remedy: "Compruebe si el archivo se escribió; la primera línea debe nombrar los campos.",
  },
  "rows.json": {
    message: "Las filas no son JSON.",
    meaning: nothingSent,
    remedy: "Envíe un objeto, una lista de objetos, o un objeto por línea.",
  },
  "rows.missing": {
    message: "La petición no trae filas.",
    meaning: nothingSent,
    remedy: "Envíelas como CSV, NDJSON o JSON.",
  },
  "time.malformed": {
    message: "Eso no es una hora que se entienda.",
    meaning: nothingRead,
    remedy: "Escriba por ejemplo 2031-01-31T15:00Z, o -30d.",
  },
  "webhook.address": {
    message: "Esa dirección no es https.",
    meaning: rowNotSent,
    remedy: "Dé una dirección https.",
  },
  "webhook.exists": {
    message: "Ya hay un webhook para ese evento en esa dirección.",
    meaning: "Un segundo recibiría todo dos veces; no se envió nada.",
    remedy: "Use «upsert» si eso no es un error.",
  },
  "webhook.unknown": {
    message: "GoTo no conoce ese webhook.",
    meaning: "Se eliminó, o es de otra aplicación o persona.",
    remedy: "Consulte los webhooks que hay.",
  },
  "webinar.fixed": {
    message: "Eso no se puede cambiar en un webinar existente.",
    meaning: rowNotSent,
    remedy: "Cree otro webinar, o cámbielo en la página de GoTo.",
  },
  "webinar.in-session": {
    message: "El webinar se está celebrando ahora.",
    meaning: "GoTo no cancela un webinar en marcha; no se envió nada.",
    remedy: "Pruebe de nuevo cuando haya terminado.",
  },
  "webinar.kind": {
    message: "Los valores no corresponden a ese tipo de webinar.",
    meaning: rowNotSent,
    remedy: "Revise el tipo y sus horas.",
  },
  "webinar.meetings-lost": {
    message: "GoTo aceptó el cambio y ahora muestra menos encuentros de la serie.",
    meaning: "La serie se envió entera; GoTo no la guardó así.",
    remedy: "Restáurela en la página de GoTo; las horas están en el texto del hub.",
  },
  "webinar.over": {
    message: "El webinar ya ha terminado.",
    meaning: rowNotSent,
    remedy: "Elija un webinar que esté por venir.",
  },
  "webinar.past": {
    message: "El comienzo está en el pasado.",
    meaning: rowNotSent,
    remedy: "Dé un comienzo posterior a ahora.",
  },
  "webinar.refused": {
    message: "El webinar no se actualiza.",
    meaning: "No se envió nada, y nada se pierde.",
    remedy: "El texto del hub dice por qué y qué hacer.",
  },
  "webinar.time-zone": {
    message: "Esa no es una zona horaria de GoTo.",
    meaning: rowNotSent,
    remedy: "Elija una de las que ofrece GoTo, por ejemplo Europe/Madrid.",
  },
  "webinar.times": {
    message: "Las horas del webinar no son correctas.",
    meaning: rowNotSent,
    remedy: "Dé comienzo y final, y el final después del comienzo.",
  },
  "webinar.unknown": {
    message: "GoTo no conoce ese webinar.",
    meaning: "Se canceló, o es de otro organizador que el de esta conexión.",
    remedy: "Búsquelo en la página de datos.",
  },
};
