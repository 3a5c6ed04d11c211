import type { Sentences } from "./tell.ts";

/** `packages/hub/src/access`: sign-in, people, teams, keys, links. */
export const access: Sentences = {
  "There were too many failed attempts.": "Hubo demasiados intentos fallidos.",
  "No more are taken for a while, right ones included.":
    "Durante un rato no se acepta ninguno más, tampoco los correctos.",
  "Try again in {ceil} min.": "Pruebe de nuevo dentro de {ceil} min.",
  "The request says neither by an API key nor by a session who it comes from.":
    "La petición no dice, ni con una clave de API ni con una sesión, de quién viene.",
  "Sign in, or send `Authorization: Bearer KEY` with an API key (rostrum keys create); for the command line, set ROSTRUM_TOKEN to it.":
    "Inicie sesión, o envíe `Authorization: Bearer KEY` con una clave de API (rostrum keys create); para la línea de órdenes, póngala en ROSTRUM_TOKEN.",
  "The API key or access token is not, or no longer, a right one.":
    "La clave de API o el token de acceso no vale, o ya no.",
  "Make a new key: rostrum keys create; at the hub's machine the command line needs none.":
    "Cree una clave nueva: rostrum keys create; en la máquina del hub la línea de órdenes no necesita ninguna.",
  "{all} may sign in, {administrators} as administrator.":
    "Personas que pueden iniciar sesión: {all}; de ellas, administradores: {administrators}.",
  "Nobody can sign in yet; the command line here needs nobody to. Make a link: rostrum setup-link":
    "Todavía no puede iniciar sesión nadie; la línea de órdenes no lo necesita. Cree un enlace: rostrum setup-link",
  'The API key "{actor}" has not the permission {permission}.':
    "La clave de API «{actor}» no tiene el permiso {permission}.",
  "{actor} has not the permission {permission}.": "{actor} no tiene el permiso {permission}.",
  "Use a key with this scope, whose owner has it too: rostrum keys create NAME --scope {permission}":
    "Use una clave con ese ámbito, cuyo dueño también lo tenga: rostrum keys create NAME --scope {permission}",
  "Ask an administrator for a role that has it.": "Pida a un administrador un rol que lo tenga.",
  "{actor} is no agent.": "{actor} no es un agente.",
  "The agent {actor} may not do this.": "El agente {actor} no puede hacer esto.",
  "This is for the tokens of agents alone.": "Esto es solo para los tokens de los agentes.",
  "An agent does its runs and nothing else.": "Un agente hace sus ejecuciones y nada más.",
  "Make a token with: rostrum agent add NAME": "Cree un token con: rostrum agent add NAME",
  "Use an API key for this: rostrum keys create NAME --scope SCOPE":
    "Use para ello una clave de API: rostrum keys create NAME --scope SCOPE",
  "The request does not come from a page of this hub.": "La petición no viene de una página de este hub.",
  "Another site may have sent it in your name. Nothing was done.":
    "Puede que otro sitio la enviara en su nombre. No se hizo nada.",
  "Open the hub under its own address and try again. Behind a proxy, set ROSTRUM_PUBLIC_URL to that address.":
    "Abra el hub en su propia dirección y pruebe de nuevo. Tras un proxy, ponga esa dirección en ROSTRUM_PUBLIC_URL.",
  "Nothing was done.": "No se hizo nada.",
  "You may not yourself do what {scopes} allows.": "Usted mismo no puede hacer lo que permite {scopes}.",
  "A key is allowed at most what the one who makes it is. Nothing was made.":
    "Una clave puede como mucho lo que puede quien la crea. No se creó nada.",
  "Leave these scopes out, or ask an administrator to make the key.":
    "Quite esos ámbitos, o pida la clave a un administrador.",
  'There is an API key "{name}" already.': "Ya hay una clave de API «{name}».",
  "A name stands for one key; capitals do not count.":
    "Un nombre es de una sola clave; las mayúsculas no cuentan.",
  "Choose another name, or revoke the old key first.":
    "Elija otro nombre, o revoque antes la clave anterior.",
  'There is no API key "{wanted}" that you may see.':
    "No hay ninguna clave de API «{wanted}» que usted pueda ver.",
  "Nothing was revoked.": "No se revocó nada.",
  "See them with: rostrum keys list": "Véalas con: rostrum keys list",
  'The API key "{key}" ({beginning}...) ended on {expiresAt}.':
    "La clave de API «{key}» ({beginning}...) terminó el {expiresAt}.",
  "Make a new one: rostrum keys create NAME --scope ...":
    "Cree una nueva: rostrum keys create NAME --scope ...",
  "This link does not work, or not any more.": "Este enlace no funciona, o ya no.",
  "It was used already, has ended, or was replaced by a newer one.":
    "Se usó, terminó o fue sustituido por otro más nuevo.",
  "Ask for a new one; at the machine itself: rostrum setup-link":
    "Pida uno nuevo; en la propia máquina: rostrum setup-link",
  "Set-up links are made with the access token of the data folder alone.":
    "Los enlaces de configuración se crean solo con el token de acceso de la carpeta de datos.",
  "They make whoever opens them administrator. Nothing was made.":
    "Hacen administrador a quien los abre. No se creó nada.",
  "Run `rostrum setup-link` at the hub's machine; else invite: rostrum people invite EMAIL --role ROLE":
    "Ejecute `rostrum setup-link` en la máquina del hub; o invite: rostrum people invite EMAIL --role ROLE",
  "See them with: rostrum people list": "Véalas con: rostrum people list",
  'There is no open invitation for "{wanted}".': "No hay ninguna invitación abierta para «{wanted}».",
  "It was accepted, has ended, was withdrawn, or never was.":
    "Se aceptó, terminó, se retiró o nunca existió.",
  "This is for people who are signed in, and the request comes with a key.":
    "Esto es para personas con sesión iniciada, y la petición viene con una clave.",
  "Keys have neither a password nor sessions. Nothing was done.":
    "Las claves no tienen contraseña ni sesiones. No se hizo nada.",
  "Sign in with a browser at /sign-in.": "Inicie sesión con un navegador en /sign-in.",
  "You have no such session.": "Usted no tiene esa sesión.",
  "It ended already, or never was.": "Ya terminó, o nunca existió.",
  "See them with GET /api/v1/me/sessions.": "Véalas con GET /api/v1/me/sessions.",
  "{email} is the only administrator.": "{email} es el único administrador.",
  "Nobody could invite people or give roles any more. Nothing was changed.":
    "Nadie podría ya invitar a personas ni dar roles. No se cambió nada.",
  "Make somebody else administrator first: rostrum people role EMAIL administrator":
    "Haga antes administrador a otra persona: rostrum people role EMAIL administrator",
  'There is nobody called "{wanted}" here.': "Aquí no hay nadie que se llame «{wanted}».",
  "People are called by their e-mail address or their id.":
    "A las personas se las llama por su dirección de correo o su id.",
  "{email} is here already.": "{email} ya está aquí.",
  "One e-mail address stands for one person.": "Una dirección de correo es de una sola persona.",
  "Change the role instead: rostrum people role {email} ROLE":
    "Cambie en su lugar el rol: rostrum people role {email} ROLE",
  "The role {role} may do more than you may: {beyond}.": "El rol {role} puede más que usted: {beyond}.",
  "Nobody can give others more than they have. Nothing was changed.":
    "Nadie puede dar a otros más de lo que tiene. No se cambió nada.",
  "Ask an administrator.": "Pídaselo a un administrador.",
  "Give a real e-mail address, a name, and a password of {shortestPassword} to {longestPassword} characters.":
    "Dé una dirección de correo válida, un nombre y una contraseña de {shortestPassword} a {longestPassword} caracteres.",
  "Nothing was changed; the link still works.": "No se cambió nada; el enlace sigue funcionando.",
  "Correct the form and send it again.": "Corrija el formulario y envíelo de nuevo.",
  "E-mail address or password is wrong.": "La dirección de correo o la contraseña no es correcta.",
  "Try again; an administrator can make you a link for a new password.":
    "Pruebe de nuevo; un administrador puede crear un enlace para una contraseña nueva.",
  "The current password is wrong.": "La contraseña actual no es correcta.",
  "The password stays as it is.": "La contraseña queda como estaba.",
  'Did you mean "{near}"?': "¿Quiso decir «{near}»?",
  "There is none at all yet.": "Todavía no hay ninguno.",
  "Choose another name.": "Elija otro nombre.",
  'There is no team "{wanted}".': "No hay ningún equipo «{wanted}».",
  "Use one of these, or create it.": "Use uno de los que hay, o créelo.",
  'There is a team "{name}" already.': "Ya hay un equipo «{name}».",
  "A name stands for one team; capitals do not count.":
    "Un nombre es de un solo equipo; las mayúsculas no cuentan.",
  "This person is deactivated.": "Esta persona está desactivada.",
  "Nobody comes in as them, by password or by API key, until they are reactivated. Nothing was done.":
    "Nadie entra como ella, ni con contraseña ni con clave de API, hasta que se reactive. No se hizo nada.",
  "Ask an administrator of this hub to reactivate you.":
    "Pida a un administrador de este hub que le reactive.",
};
