/** What the pages of sign-in say, in both languages. */
import type { Language } from "../../platform/pages/language.ts";
import { shortestPassword } from "../people/model.ts";

const en = {
  signIn: "Sign in",
  signOut: "Sign out",
  email: "E-mail address",
  name: "Name",
  password: "Password",
  newPassword: `New password, at least ${shortestPassword} characters`,
  signedInTitle: "Signed in",
  signedInAs: (email: string) => `You are signed in as ${email}.`,
  toStart: "To the start page",
  goOn: "Go on",
  usedBefore: "If you used it before, you can come in with your e-mail address and password:",
  setupTitle: "Set up Rostrum",
  setupText: "You become administrator of this hub. Others come in by your invitation.",
  setupDo: "Become administrator",
  invitationTitle: "Your invitation",
  invitationText: (email: string) => `You are invited to Rostrum as ${email}.`,
  invitationDo: "Accept",
  passwordTitle: "A new password",
  passwordText: (email: string) =>
    `Choose a new password for ${email}. You will be signed out everywhere else.`,
  passwordDo: "Change password",
  failedTitle: "That did not work",
};

const es: typeof en = {
  signIn: "Iniciar sesión",
  signOut: "Cerrar sesión",
  email: "Correo electrónico",
  name: "Nombre",
  password: "Contraseña",
  newPassword: `Contraseña nueva, al menos ${shortestPassword} caracteres`,
  signedInTitle: "Sesión iniciada",
  signedInAs: (email) => `Ha iniciado sesión como ${email}.`,
  toStart: "A la página de inicio",
  goOn: "Continuar",
  usedBefore: "Si ya lo usó, puede entrar con su correo electrónico y su contraseña:",
  setupTitle: "Configurar Rostrum",
  setupText: "Usted será administrador de este sistema. Los demás entran con su invitación.",
  setupDo: "Ser administrador",
  invitationTitle: "Su invitación",
  invitationText: (email) => `Está invitado a Rostrum como ${email}.`,
  invitationDo: "Aceptar",
  passwordTitle: "Una contraseña nueva",
  passwordText: (email) =>
    `Elija una contraseña nueva para ${email}. Su sesión se cerrará en todos los demás lugares.`,
  passwordDo: "Cambiar la contraseña",
  failedTitle: "No ha funcionado",
};

export const words: Readonly<Record<Language, typeof en>> = { en, es };

/** The failures that a person at these pages can bring about, in Spanish; in English they are said by their error. */
export const spanishFailures: Readonly<Record<string, string>> = {
  "access.wrong-password": "El correo electrónico o la contraseña no es correcto.",
  "access.deactivated":
    "Esta persona está desactivada: no puede entrar hasta que un administrador la reactive. Pídaselo.",
  "access.too-many-attempts": "Demasiados intentos fallidos. Espere unos minutos y pruebe de nuevo.",
  "access.foreign-origin":
    "La petición no viene de una página de este sistema. Ábralo en su propia dirección y pruebe de nuevo.",
  "link.stale":
    "Este enlace no funciona, o ya no: se usó, ha caducado o fue sustituido por otro. Pida uno nuevo.",
  "person.exists": "Esta persona ya está registrada. Inicie sesión.",
  "sign-in.incomplete": `Escriba un correo electrónico válido, un nombre y una contraseña de al menos ${shortestPassword} caracteres.`,
};
