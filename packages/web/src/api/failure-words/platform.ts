import { nothingChanged, nothingDone, type SpanishFailures } from "./failure.ts";

const correctRequest = "Corrija la petición; /api/ describe lo que se espera.";

/** `packages/hub/src/platform` and the small rooms upon it: requests, database, key, backup, retention. */
export const platform: SpanishFailures = {
  "backup.damaged": {
    message: "La copia de seguridad no está entera.",
    meaning:
      "Se cortó o se cambió después de hacerla. No se restauró nada; la base de datos está como estaba.",
    remedy: "Cópiela de nuevo desde donde se guarda, o tome otra.",
  },
  "backup.newer": {
    message: "La copia de seguridad es de una versión más nueva.",
    meaning: nothingChanged,
    remedy: "Restáurela con esa versión o una posterior.",
  },
  "backup.not-one": {
    message: "Eso no es una copia de seguridad de Rostrum.",
    meaning: nothingChanged,
    remedy: "Dé un archivo descargado como copia de seguridad.",
  },
  "database.gone": {
    message: "La base de datos del hub no responde.",
    meaning: "Sin ella no se puede leer ni hacer nada. Un cambio en curso puede haberse hecho, o no.",
    remedy: "Pruebe en un momento; si sigue así, mire la base de datos.",
  },
  "database.migration-changed": {
    message: "La base de datos no corresponde a esta versión.",
    meaning: "Las tablas pueden no ser las que esta versión espera.",
    remedy: "Instale Rostrum tal como se publicó.",
  },
  "database.newer": {
    message: "La base de datos la usó una versión más nueva.",
    meaning: "Una más antigua podría dañar lo que contiene.",
    remedy: "Inicie la versión más nueva.",
  },
  "database.unreachable": {
    message: "No se puede usar la base de datos Postgres.",
    meaning: "Rostrum lo guarda todo allí y no puede funcionar sin ella.",
    remedy: "Revise DATABASE_URL, y que el servidor esté en marcha y deje entrar a este usuario.",
  },
  fault: {
    message: "Rostrum tuvo un fallo propio.",
    meaning: "La petición no se llevó a cabo, o no hasta el final; el fallo está en el registro del hub.",
    remedy: "Pruebe de nuevo; si se repite, comuníquelo con las líneas del registro de este momento.",
  },
  "key.gone": {
    message: "El archivo de la clave no está, y hay secretos que solo ella puede abrir.",
    meaning: "Están enteros, y una clave nueva no los abriría. No se cambió nada.",
    remedy: "Restaure el archivo de la clave, o ponga la clave en ROSTRUM_KEY.",
  },
  "key.missing": {
    message: "Lo guardado se selló con otra clave.",
    meaning: "Los tokens siguen ahí, enteros, pero no se pueden leer con esta clave.",
    remedy: "Restaure la clave anterior en ROSTRUM_KEY o en el archivo «key» de la carpeta de datos.",
  },
  "key.unusable": {
    message: "La clave no tiene la forma necesaria.",
    meaning: "Sin ella no se pueden leer ni escribir los tokens; no se cambió nada.",
    remedy: "Ponga la clave correcta: 32 bytes en base64 o hexadecimal.",
  },
  "key.wrong": {
    message: "Un valor sellado de la base de datos no se abre.",
    meaning: "Se cambió, o se movió de otra fila; su contenido no es de fiar y no se usa.",
    remedy: "Restaure la base de datos de su copia, o autentique de nuevo la conexión.",
  },
  "not-ready": {
    message: "El hub no está listo.",
    meaning: "En este momento las peticiones fallarían.",
    remedy: "Vea en Ajustes cómo está el hub.",
  },
  "path.unknown": {
    message: "En esa dirección no hay nada.",
    meaning: "Esta versión de Rostrum no conoce la dirección o el método.",
    remedy: "Vea en /api/ todo lo que hay.",
  },
  "request.already-there": {
    message: "Otra persona creó lo mismo en este mismo momento.",
    meaning: nothingDone,
    remedy: "Mire de nuevo, y elija otro nombre si todavía hace falta.",
  },
  "request.bad-character": {
    message: "Un texto contiene un carácter que no se puede guardar.",
    meaning: nothingDone,
    remedy: "Quite ese carácter.",
  },
  "request.ctp-body-too-large": {
    message: "La petición es demasiado grande.",
    meaning: nothingDone,
    remedy: "Envíe menos de una vez.",
  },
  "request.header-too-long": {
    message: "Las cabeceras de la petición son demasiado largas.",
    meaning: "La petición no se pudo leer; no se hizo nada.",
    remedy: "Envíe menos en las cabeceras y la dirección.",
  },
  "request.invalid": {
    message: "La petición no es como se espera.",
    meaning: nothingDone,
    remedy: "Corrija la parte que nombra el texto del hub.",
  },
  "request.no-http": {
    message: "Lo que llegó no es una petición HTTP/1.1.",
    meaning: "No se pudo leer; no se hizo nada.",
    remedy: "Revise la dirección.",
  },
  "restore.hub-is-running": {
    message: "El hub está en marcha.",
    meaning: "Seguiría con los datos anteriores y los escribiría sobre los nuevos. No se cambió nada.",
    remedy: "Detenga el hub y restaure en su máquina.",
  },
  "restore.in-use": {
    message: "Otro proceso usa esta base de datos.",
    meaning: "Seguiría con los datos anteriores y los escribiría sobre los nuevos. No se cambió nada.",
    remedy: "Detenga el hub y todos los procesos, espere unos segundos y restaure de nuevo.",
  },
  "restore.not-empty": {
    message: "La base de datos no está vacía.",
    meaning: "Restaurar desecha lo que hay. No se cambió nada.",
    remedy: "Restaure en una base de datos nueva, o añada --replace para perder lo que hay.",
  },
  "retention.unknown": {
    message: "No hay ningún tipo de datos así.",
    meaning: nothingChanged,
    remedy: "Elija uno de los que hay.",
  },
  "run.bad-id": {
    message: "El número de la petición tiene una forma que no se puede usar.",
    meaning: nothingDone,
    remedy: correctRequest,
  },
  "run.unknown": {
    message: "No hay ninguna petición en curso así.",
    meaning: "Nunca comenzó, o terminó hace unos minutos y se olvidó.",
    remedy: "Pregunte mientras esté en curso.",
  },
};
