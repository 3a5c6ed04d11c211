import { nothingKept, nothingRead, nothingSent, nothingWritten, type SpanishFailures } from "./failure.ts";

const fromBeginning = "Inicie la ejecución desde el principio.";
const checkSettings = "Revise los ajustes del endpoint.";
const rowNotWritten = "La fila no se escribió.";
const rowNotRead = "La fila no se leyó.";

/** `packages/hub/src/endpoints`: files, databases and other systems at both ends of a flow. */
export const endpoints: SpanishFailures = {
  "endpoint.address-refused": {
    message: "A esa dirección no se puede llamar.",
    meaning: nothingSent,
    remedy: "Use una dirección https, o pida al administrador que permita ese servidor sin ella.",
  },
  "endpoint.bad-file": {
    message: "El archivo no se puede leer.",
    meaning: "Tiene otro formato, está incompleto o no nombra sus columnas.",
    remedy: "Corríjalo o haga que se escriba de nuevo; el texto del hub dice qué le pasa.",
  },
  "endpoint.bad-filter": {
    message: "El valor de un filtro no corresponde a su campo.",
    meaning: nothingRead,
    remedy: "Escriba el valor como lo quiere el tipo del campo.",
  },
  "endpoint.bad-position": {
    message: "Esa posición no es de una lectura de las mismas filas.",
    meaning: "No se sabe dónde continuar, y no se leyó nada.",
    remedy: fromBeginning,
  },
  "endpoint.busy": {
    message: "Otro lo estaba usando al mismo tiempo, varias veces.",
    meaning: "De este lote no se escribió nada; de los anteriores sí.",
    remedy: "Ejecútelo de nuevo cuando haya menos actividad.",
  },
  "endpoint.no-changes": {
    message: "GoTo no dice qué filas de esa entidad cambiaron.",
    meaning: nothingRead,
    remedy: "Quite «changed» y limite lo que se lee por fechas.",
  },
  "endpoint.no-folder": {
    message: "La carpeta no existe o no se puede leer.",
    meaning: "Los archivos del endpoint no se encuentran.",
    remedy: "Cree la carpeta, legible para el usuario que ejecuta Rostrum, o corrija su nombre.",
  },
  "endpoint.no-key": {
    message: "Hace falta una clave que distinga las filas.",
    meaning: "Sin ella, repetir una ejecución escribiría filas dos veces. No se escribió nada.",
    remedy: "Dé a la tabla una clave primaria o un índice único, o nombre los campos de la clave.",
  },
  "endpoint.no-rows": {
    message: "En la respuesta no se encuentra la lista de filas.",
    meaning: "No se sabe dónde están.",
    remedy: "Indique en los ajustes de la tabla («rows») dónde está la lista, por ejemplo «data.items».",
  },
  "endpoint.part-lost": {
    message: "Lo que la ejecución detenida había escrito ya no está.",
    meaning: "Alguien eliminó el archivo oculto donde se guardaba. El archivo verdadero está como antes.",
    remedy: fromBeginning,
  },
  "endpoint.path-refused": {
    message: "Ese nombre de archivo no vale para este endpoint.",
    meaning: "Un endpoint solo llega a los archivos de su propia carpeta, con la extensión de su formato.",
    remedy: "Dé el nombre de un archivo en ella, como «personas.csv» o «2031/personas.csv».",
  },
  "endpoint.refused": {
    message: "El otro sistema lo rechaza.",
    meaning: "Sus propias palabras, en el texto del hub, dicen qué pasa.",
    remedy: "Revise los ajustes, el secreto y los permisos del endpoint, o pruebe más tarde.",
  },
  "endpoint.reserved-name": {
    message: "Ese endpoint existe por sí mismo y no se puede añadir.",
    meaning: nothingKept,
    remedy: "Elija otro nombre.",
  },
  "endpoint.same-page": {
    message: "El sistema da como página siguiente la misma que acaba de dar.",
    meaning: "Seguir leyendo no terminaría nunca; las filas posteriores no se leyeron.",
    remedy: "Compare la paginación del endpoint con la documentación del sistema.",
  },
  "endpoint.secret-needed": {
    message: "El endpoint llevaría a otro sitio, y no se dio ningún secreto con él.",
    meaning: "Su secreto se dio para donde lleva ahora, y no se envía a otro sitio. No se cambió nada.",
    remedy: "Dé de nuevo el secreto junto con los nuevos ajustes.",
  },
  "endpoint.source-changed": {
    message: "El archivo ha cambiado desde que se dejó de leer.",
    meaning: "Sus filas pueden haberse movido; seguir podría omitir algunas. No se leyó nada.",
    remedy: fromBeginning,
  },
  "endpoint.too-large": {
    message: "Es demasiado grande para un libro de Excel.",
    meaning: "El archivo quedó como estaba.",
    remedy: "Escriba CSV o Parquet, o menos filas por archivo.",
  },
  "endpoint.unknown": {
    message: "No hay ningún endpoint así.",
    meaning: "No se leyó ni escribió nada.",
    remedy: "Añádalo en la página de endpoints, o elija uno de los que hay.",
  },
  "endpoint.unknown-field": {
    message: "La tabla no tiene ese campo.",
    meaning: nothingRead,
    remedy: "Elija uno de sus campos.",
  },
  "endpoint.unknown-table": {
    message: "En este endpoint no hay ninguna tabla así.",
    meaning: "No se leyó ni escribió nada.",
    remedy: "Elija una de las que hay; si no se ve ninguna, revise los permisos del usuario.",
  },
  "endpoint.unreachable": {
    message: "No se llega al otro sistema, o no responde a tiempo.",
    meaning: "El nombre no se conoce, nada responde allí, o hay un cortafuegos en medio.",
    remedy: "Revise la dirección y si esta máquina puede llegar a ella; o pruebe más tarde.",
  },
  "endpoint.unsupported": {
    message: "La tabla no admite eso.",
    meaning: nothingWritten,
    remedy: "Elija otra operación u otra tabla; el texto del hub dice cuáles admite.",
  },
  "outbound.refused": {
    message: "A esa dirección no se puede llamar.",
    meaning: nothingSent,
    remedy:
      "Use una dirección https pública, o pida al administrador que añada el servidor a ROSTRUM_PRIVATE_HOSTS.",
  },
  columns: {
    message: "La fila no tiene las columnas de la primera línea.",
    meaning: rowNotRead,
    remedy: "Corrija la fila en el archivo.",
  },
  place: {
    message: "Un valor con comillas está en mal lugar.",
    meaning: rowNotRead,
    remedy: "Corrija la fila en el archivo.",
  },
  "empty-row": {
    message: "La fila no tiene campos: no hay nada que escribir.",
    meaning: rowNotWritten,
    remedy: "Asigne al menos un campo.",
  },
  "key-taken": {
    message: "El archivo ya tiene una fila con esa clave y otros valores.",
    meaning: rowNotWritten,
    remedy: "Use «upsert» para sustituirla, o corrija la clave.",
  },
  "no-answer": {
    message: "El sistema no respondió.",
    meaning: "No se sabe si la fila se escribió.",
    remedy: "Envíela de nuevo cuando el sistema responda.",
  },
  "no-fit": {
    message: "Un valor no cabe en su campo.",
    meaning: rowNotWritten,
    remedy: "Corrija el valor, o el tipo del campo.",
  },
  "no-key": {
    message: "El campo de la clave está vacío.",
    meaning: "La fila no se distingue de otras.",
    remedy: "Dé un valor a la clave.",
  },
  "no-such-field": {
    message: "La tabla no tiene ese campo, o no se puede escribir.",
    meaning: rowNotWritten,
    remedy: "Elija uno de sus campos.",
  },
  "not-kept": {
    message: "La base de datos no guardó la fila.",
    meaning: rowNotWritten,
    remedy: "Sus propias palabras, en el texto del hub, dicen por qué.",
  },
  "not-sent": {
    message: "La fila no se envió.",
    meaning: "El sistema no se pudo alcanzar.",
    remedy: checkSettings,
  },
  required: {
    message: "Un campo debe tener un valor.",
    meaning: rowNotWritten,
    remedy: "Dé un valor para él.",
  },
  "too-long": {
    message: "Un valor es demasiado largo.",
    meaning: rowNotRead,
    remedy: "Corrija la fila en el archivo.",
  },
  unreadable: {
    message: "La fila no se puede leer.",
    meaning: rowNotRead,
    remedy: "Corrija la fila en su origen.",
  },
};
