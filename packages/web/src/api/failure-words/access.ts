import { nothingChanged, nothingDone, type SpanishFailures } from "./failure.ts";

const chooseName = "Elija otro nombre.";

/** `packages/hub/src/access`: sign-in, people, teams, keys, links. */
export const access: SpanishFailures = {
  "access.agent-elsewhere": {
    message: "Un agente no puede hacer esto.",
    meaning: "Un agente hace sus ejecuciones y nada más.",
    remedy: "Use para ello una clave de API.",
  },
  "access.agents-only": {
    message: "Quien lo pide no es un agente.",
    meaning: "Esto es solo para los tokens de los agentes.",
    remedy: "Cree un token en Ajustes > Agentes.",
  },
  "access.foreign-origin": {
    message: "La petición no viene de una página de este hub.",
    meaning: "Puede que otro sitio la enviara en su nombre. No se hizo nada.",
    remedy:
      "Abra el hub en su propia dirección y pruebe de nuevo. Tras un proxy, ponga esa dirección en ROSTRUM_PUBLIC_URL.",
  },
  "access.key-expired": {
    message: "La clave de API ha terminado.",
    meaning: nothingDone,
    remedy: "Cree una nueva en Ajustes > Claves de API.",
  },
  "access.local-only": {
    message: "Los enlaces de configuración se crean solo en la propia máquina del hub.",
    meaning: "Hacen administrador a quien los abre. No se creó ninguno.",
    remedy: "Ejecute «rostrum setup-link» en la máquina del hub; o invite a la persona.",
  },
  "access.no-token": {
    message: "La petición no dice de quién viene.",
    meaning: nothingDone,
    remedy: "Inicie sesión, o use una clave de API.",
  },
  "access.not-allowed": {
    message: "Falta el permiso para esto.",
    meaning: nothingDone,
    remedy: "Pida a un administrador un rol que lo tenga; o use una clave con ese permiso.",
  },
  "access.role-too-wide": {
    message: "Ese rol puede más que usted.",
    meaning: "Nadie puede dar a otros más de lo que tiene. No se cambió nada.",
    remedy: "Pídaselo a un administrador.",
  },
  "access.too-many-attempts": {
    message: "Hubo demasiados intentos fallidos.",
    meaning: "Durante un rato no se acepta ninguno más, tampoco los correctos.",
    remedy: "Espere unos minutos y pruebe de nuevo.",
  },
  "access.wrong-current-password": {
    message: "La contraseña actual no es correcta.",
    meaning: "La contraseña queda como estaba.",
    remedy: "Pruebe de nuevo; un administrador puede crear un enlace para una contraseña nueva.",
  },
  "access.wrong-password": {
    message: "La dirección de correo o la contraseña no es correcta.",
    meaning: nothingDone,
    remedy: "Pruebe de nuevo; un administrador puede crear un enlace para una contraseña nueva.",
  },
  "access.deactivated": {
    message: "Esta persona está desactivada.",
    meaning: "Nadie entra como ella, ni con contraseña ni con clave de API, hasta que se reactive.",
    remedy: "Pida a un administrador de este hub que la reactive.",
  },
  "access.wrong-token": {
    message: "La clave de API o el token de acceso no vale, o ya no.",
    meaning: nothingDone,
    remedy: "Cree una clave nueva en Ajustes > Claves de API.",
  },
  "invitation.unknown": {
    message: "No hay ninguna invitación abierta así.",
    meaning: "Se aceptó, terminó, se retiró o nunca existió.",
    remedy: "Véalas en Ajustes > Personas.",
  },
  "key.name-taken": {
    message: "Ya hay una clave de API con ese nombre.",
    meaning: "Un nombre es de una sola clave; las mayúsculas no cuentan.",
    remedy: "Elija otro nombre, o revoque antes la clave anterior.",
  },
  "key.scope-too-wide": {
    message: "Usted mismo no puede hacer todo lo que pide para la clave.",
    meaning: "Una clave puede como mucho lo que puede quien la crea. No se creó nada.",
    remedy: "Quite esos permisos, o pida la clave a un administrador.",
  },
  "key.unknown": {
    message: "No hay ninguna clave de API así que usted pueda ver.",
    meaning: "No se revocó nada.",
    remedy: "Véalas en Ajustes > Claves de API.",
  },
  "link.stale": {
    message: "Este enlace no funciona, o ya no.",
    meaning: "Se usó, terminó o fue sustituido por otro más nuevo.",
    remedy: "Pida uno nuevo.",
  },
  "me.no-person": {
    message: "Esto es para personas con sesión iniciada, y la petición viene con una clave.",
    meaning: "Las claves no tienen contraseña ni sesiones. No se hizo nada.",
    remedy: "Inicie sesión con un navegador.",
  },
  "person.exists": {
    message: "Esa persona ya está aquí.",
    meaning: "Una dirección de correo es de una sola persona.",
    remedy: "Cambie en su lugar su rol.",
  },
  "person.last-administrator": {
    message: "Es el único administrador.",
    meaning: "Nadie podría ya invitar a personas ni dar roles. No se cambió nada.",
    remedy: "Haga antes administrador a otra persona.",
  },
  "person.unknown": {
    message: "Aquí no hay nadie que se llame así.",
    meaning: "A las personas se las llama por su dirección de correo o su id.",
    remedy: "Véalas en Ajustes > Personas.",
  },
  "session.unknown": {
    message: "No existe esa sesión.",
    meaning:
      "Ya terminó o nunca existió; los datos de una sesión de un webinar pueden tardar horas en llegar a GoTo.",
    remedy: "Vea qué sesiones hay, o pruebe más tarde.",
  },
  "sign-in.incomplete": {
    message: "Faltan una dirección de correo válida, un nombre o una contraseña de 10 a 128 caracteres.",
    meaning: "No se cambió nada; el enlace sigue funcionando.",
    remedy: "Corrija el formulario y envíelo de nuevo.",
  },
  "team.name-taken": {
    message: "Ya hay un equipo con ese nombre.",
    meaning: "Un nombre es de un solo equipo; las mayúsculas no cuentan.",
    remedy: chooseName,
  },
  "team.unknown": {
    message: "No hay ningún equipo así.",
    meaning: nothingChanged,
    remedy: "Use uno de los que hay, o créelo.",
  },
};
