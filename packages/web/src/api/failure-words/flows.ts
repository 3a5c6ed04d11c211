import { nothingChanged, nothingKept, type SpanishFailures } from "./failure.ts";

const rowFailed = "La fila no se escribió.";

/** `packages/hub/src/flows`: definitions, runs, failed rows, lookup tables. */
export const flows: SpanishFailures = {
  "failed-row.unknown": {
    message: "No hay ninguna fila fallida así.",
    meaning: nothingChanged,
    remedy: "Vea las filas fallidas en la página del flujo.",
  },
  "fetch.too-long": {
    message: "Hay demasiadas filas para una sola lista.",
    meaning: rowFailed,
    remedy: "Quite «list», para que los pasos se hagan una vez por fila; o estreche las condiciones.",
  },
  "flow-run.cannot-resume": {
    message: "Esa ejecución no puede continuar, u otra del flujo está en curso.",
    meaning: "Solo continúa una ejecución que se detuvo o falló.",
    remedy: "Inicie una nueva.",
  },
  "flow-run.unknown": {
    message: "No hay ninguna ejecución así.",
    meaning: "Nunca existió, o su historial ha terminado.",
    remedy: "Vea las ejecuciones en la página del flujo.",
  },
  "flow.awaited": {
    message: "Otros flujos se ejecutan después de este.",
    meaning: "Sin él no se ejecutarían nunca. No se eliminó nada.",
    remedy: "Deles antes otro horario, o elimínelos.",
  },
  "flow.disabled": {
    message: "El flujo está desactivado.",
    meaning: "No se ejecutó nada; sus filas fallidas siguen donde están.",
    remedy: "Actívelo en su página.",
  },
  "flow.expression": {
    message: "Una expresión no se puede usar.",
    meaning: "El valor que representa no se conoce.",
    remedy: "Corríjala; https://docs.jsonata.org la explica.",
  },
  "flow.expression-endless": {
    message: "Una expresión no llegó a su fin en demasiadas filas.",
    meaning: "La ejecución termina aquí; lo escrito antes queda.",
    remedy: "Corrija la expresión: busque una función que se llame a sí misma sin fin.",
  },
  "flow.invalid": {
    message: "El flujo no puede ejecutarse.",
    meaning: "No se leyó ni escribió nada.",
    remedy: "Corrija el flujo en los lugares que nombra el texto del hub.",
  },
  "flow.malformed": {
    message: "El flujo no se puede leer.",
    meaning: "No se guardó ni ejecutó nada.",
    remedy: "Corrija los lugares que nombra el texto del hub.",
  },
  "flow.no-changes": {
    message: "El flujo lo lee todo en cada ejecución: no tiene marca.",
    meaning: nothingChanged,
    remedy: "Solo se guarda una marca si el origen dice «changed: CAMPO».",
  },
  "flow.no-schedule": {
    message: "El flujo no tiene horario.",
    meaning: "Solo se ejecuta cuando alguien lo inicia.",
    remedy: "Dele un horario en el editor.",
  },
  "flow.other-name": {
    message: "El flujo se llama de un modo, y la dirección dice otro.",
    meaning: nothingKept,
    remedy: "Use el mismo nombre en ambos.",
  },
  "flow.too-many-failed": {
    message: "Fallaron más filas de las que el flujo admite.",
    meaning: "Las filas siguientes no se leyeron; lo escrito antes queda.",
    remedy: "Vea las filas fallidas; la ejecución puede continuar donde se detuvo.",
  },
  "flow.under-way": {
    message: "Una ejecución del flujo está en curso.",
    meaning: nothingChanged,
    remedy: "Espere a que termine, o deténgala.",
  },
  "flow.unknown": {
    message: "No hay ningún flujo así.",
    meaning: "No se ejecutó nada.",
    remedy: "Vea cuáles hay en la página de flujos.",
  },
  "flow.unknown-revision": {
    message: "El flujo no tiene esa versión.",
    meaning: nothingChanged,
    remedy: "Vea las versiones en la página del flujo.",
  },
  "flow.waits-for-itself": {
    message: "Los flujos se esperarían unos a otros.",
    meaning: "Ninguno se ejecutaría nunca. No se guardó nada.",
    remedy: "Dé a uno de ellos un horario propio.",
  },
  "lookup-table.too-large": {
    message: "La tabla de consulta tendría demasiados valores.",
    meaning: nothingChanged,
    remedy: "Guarde tantos en una tabla de base de datos o un archivo, y consúltelos con el paso «lookup».",
  },
  "lookup-table.unknown": {
    message: "No hay ninguna tabla de consulta así.",
    meaning: "No se puede buscar ningún valor en ella.",
    remedy: "Créela, o elija una de las que hay.",
  },
  "lookup.missing": {
    message: "La tabla no tiene ninguna fila así.",
    meaning: rowFailed,
    remedy: "Añádala allí, o deje que el paso continúe sin ella.",
  },
  "lookup.several": {
    message: "La tabla tiene varias filas así.",
    meaning: rowFailed,
    remedy: "Haga que las condiciones distingan una fila de las demás, o diga «many: first».",
  },
  "mail.not-configured": {
    message: "No hay ningún servidor de correo configurado.",
    meaning: "No se pudo avisar a nadie por correo.",
    remedy: "Ponga ROSTRUM_SMTP en smtp://usuario:contraseña@servidor:puerto.",
  },
  "row.misfit": {
    message: "La fila no corresponde al destino.",
    meaning: rowFailed,
    remedy: "Corrija la asignación de los campos que nombra el texto del hub.",
  },
  "row.missing": {
    message: "La fila que se quería cambiar no existe.",
    meaning: "No se cambió ninguna fila allí.",
    remedy: "Revise las condiciones del paso, o añada la fila.",
  },
  "schedule.unusable": {
    message: "Ese horario no se puede usar.",
    meaning: "No llegaría nunca.",
    remedy:
      "Escriba minuto, hora, día, mes y día de la semana, por ejemplo «0 7 * * 1-5», y una zona como Europe/Madrid.",
  },
};
