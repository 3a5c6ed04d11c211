import { nothingChanged, nothingKept, type SpanishFailures } from "./failure.ts";

const wholeSoFar = "Lo escrito está entero hasta el último paso; la próxima sincronización sigue desde ahí.";
const oneAtATime = "Una sola sincronización a la vez mantiene correctas las filas; no se inició nada.";

/** `packages/hub/src/replica`. */
export const replica: SpanishFailures = {
  "replica-sync.unknown": {
    message: "No hay ninguna sincronización así.",
    meaning: "Nunca existió, o su historial ha terminado.",
    remedy: "Vea las sincronizaciones en la página de la réplica.",
  },
  "replica.bad-address": {
    message: "La dirección de la base de datos no se puede usar.",
    meaning: "No nombra ningún servidor Postgres; no se guardó nada de ella.",
    remedy: "Escríbala como postgres://usuario:contraseña@servidor:5432/base.",
  },
  "replica.bad-endpoint": {
    message: "Ese endpoint no es una base de datos PostgreSQL.",
    meaning: "Las tablas de una réplica se guardan en un PostgreSQL; no se guardó nada.",
    remedy: "Elija un endpoint de PostgreSQL, dé una dirección o use la base de datos del hub.",
  },
  "replica.two-databases": {
    message: "Se dieron una dirección y un endpoint a la vez.",
    meaning: "Una réplica se guarda en una sola base de datos; no se guardó nada.",
    remedy: "Dé uno de los dos.",
  },
  "replica.bad-name": {
    message: "Eso no puede ser el nombre de una réplica.",
    meaning: "Un nombre tiene de 1 a 40 letras, cifras, guiones o guiones bajos.",
    remedy: "Elija otro, como almacen.",
  },
  "replica.bad-schema": {
    message: "Eso no puede ser el esquema de una réplica.",
    meaning: "Una réplica tiene un esquema propio: de 1 a 40 letras minúsculas, cifras o guiones bajos.",
    remedy: "Déjelo vacío para goto, o elija otro, como goto_emea.",
  },
  "replica.busy": {
    message: "La réplica ya se está sincronizando.",
    meaning: oneAtATime,
    remedy: "Espere a que termine, o deténgala.",
  },
  "replica.collided": {
    message: "La base de datos abandonó una instrucción por culpa de otra.",
    meaning: wholeSoFar,
    remedy: "Mire quién mantiene allí bloqueos largos, y sincronice de nuevo.",
  },
  "replica.database-refused": {
    message: "La base de datos rechaza lo que había que escribir.",
    meaning: wholeSoFar,
    remedy: "Deshaga lo que se cambió a mano en la tabla, o haga sitio, y sincronice de nuevo.",
  },
  "replica.key-changed": {
    message: "Alguien cambió la clave primaria de una tabla de la réplica.",
    meaning: "Las filas no se distinguirían y se duplicarían; no se cambió nada.",
    remedy: "Restaure la clave, o cambie el nombre de la tabla: la próxima sincronización crea otra.",
  },
  "replica.name-taken": {
    message: "Ya hay una réplica con ese nombre.",
    meaning: nothingChanged,
    remedy: "Elija otro nombre.",
  },
  "replica.no-connection": {
    message: "La conexión de la réplica se eliminó.",
    meaning: "No hay con quién leer; las tablas están como estaban.",
    remedy: "Dele otra conexión del mismo organizador.",
  },
  "replica.other-owner": {
    message: "La conexión es de otro organizador que el copiado hasta ahora.",
    meaning: "Todas las filas del anterior se marcarían como desaparecidas; no se escribió nada.",
    remedy: "Cree para este organizador una réplica propia en otro esquema.",
  },
  "replica.partly": {
    message: "No se pudo leer todo.",
    meaning: "Lo demás está al día; lo que no se pudo leer está como antes.",
    remedy: "La próxima sincronización vuelve a intentar esas partes.",
  },
  "replica.refused": {
    message: "La base de datos rechaza a este usuario.",
    meaning: "No puede entrar allí, o no puede crear tablas.",
    remedy: "Revise usuario, contraseña y permisos, y cambie la dirección de la réplica.",
  },
  "replica.schema-taken": {
    message: "Ese esquema de la base de datos es de otra réplica.",
    meaning: "Dos copias en un sitio marcarían las filas de la otra como desaparecidas; no se escribió nada.",
    remedy: "Dé a esta réplica otro esquema.",
  },
  "replica.stopped": {
    message: "La sincronización se detuvo.",
    meaning: "Lo escrito está entero hasta el último paso; nada se marcó como desaparecido sin buscarlo.",
    remedy: "Sincronice de nuevo: sigue desde ahí.",
  },
  "replica.table-taken": {
    message: "Ya hay una tabla con ese nombre que esta réplica no creó.",
    meaning: "Escribir en ella podría destruir lo que alguien guarda allí; no se cambió nada.",
    remedy: "Cambie el nombre de esa tabla, o dé a la réplica otro esquema.",
  },
  "replica.too-many-failures": {
    message: "Demasiadas partes no se pudieron leer.",
    meaning: "Algo va mal en todas; la sincronización terminó y lo leído se conserva.",
    remedy: "Pruebe la conexión, y sincronice de nuevo.",
  },
  "replica.type-changed": {
    message: "Una columna de la réplica tiene otro tipo del que hace falta.",
    meaning: "Al convertir uno en otro se podrían perder valores; no se cambió nada.",
    remedy: "Cambie el nombre de la columna; la próxima sincronización añade y llena otra.",
  },
  "replica.unknown": {
    message: "No hay ninguna réplica así.",
    meaning: nothingKept,
    remedy: "Vea cuáles hay en la página de réplicas.",
  },
  "replica.unreachable": {
    message: "No se llega a la base de datos de la réplica.",
    meaning: wholeSoFar,
    remedy: "Compruebe que el servidor está en marcha y se llega a él desde aquí, y sincronice de nuevo.",
  },
};
