/** The words of the sign-in and consent pages, in both languages. */

import type { Language } from "../page/language.ts";

export interface OAuthWords {
  readonly signInTitle: string;
  readonly signInLead: string;
  readonly administrator: string;
  readonly member: string;
  readonly consentTitle: (client: string) => string;
  readonly signedInAs: (email: string) => string;
  readonly somebodyElse: string;
  readonly consentLead: string;
  readonly scopes: Readonly<Record<string, string>>;
  readonly returnsTo: string;
  readonly allow: string;
  readonly refuse: string;
  readonly errorTitle: string;
  readonly errors: Readonly<Record<"client" | "redirectUri" | "expired", string>>;
}

export const oauthWords: Readonly<Record<Language, OAuthWords>> = {
  en: {
    signInTitle: "Sign in to the sandbox",
    signInLead: "These people live in the sandbox, so there are no passwords. Choose who you are.",
    administrator: "administrator",
    member: "member",
    consentTitle: (client) => `“${client}” asks for access`,
    signedInAs: (email) => `Signed in as ${email}.`,
    somebodyElse: "Sign in as somebody else",
    consentLead: "It may then:",
    scopes: {
      "collab:": "read and change your webinars, registrants and attendance",
      "identity:": "read and administer the account and its users",
      "identity:scim.me": "read your name, e-mail address and accounts",
    },
    returnsTo: "You return to",
    allow: "Allow",
    refuse: "Do not allow",
    errorTitle: "This request cannot be answered",
    errors: {
      client:
        "No such client is registered in this sandbox. Check client_id; the sandbox prints the right one at its start.",
      redirectUri:
        "The redirect_uri is not registered for this client; it is compared letter by letter. Start the sandbox with --redirect-uri to add it.",
      expired: "The form is out of date. Go back to the program that sent you here and start again.",
    },
  },
  es: {
    signInTitle: "Iniciar sesión en el entorno de pruebas",
    signInLead: "Estas personas viven en el entorno de pruebas, así que no hay contraseñas. Elija quién es.",
    administrator: "administración",
    member: "miembro",
    consentTitle: (client) => `«${client}» solicita acceso`,
    signedInAs: (email) => `Sesión iniciada como ${email}.`,
    somebodyElse: "Iniciar sesión como otra persona",
    consentLead: "Entonces podrá:",
    scopes: {
      "collab:": "leer y modificar sus webinars, inscripciones y asistencia",
      "identity:": "leer y administrar la cuenta y sus usuarios",
      "identity:scim.me": "leer su nombre, su dirección de correo y sus cuentas",
    },
    returnsTo: "Volverá a",
    allow: "Permitir",
    refuse: "No permitir",
    errorTitle: "No se puede responder a esta solicitud",
    errors: {
      client:
        "No hay ningún cliente así registrado en este entorno. Compruebe client_id; el entorno muestra el correcto al arrancar.",
      redirectUri:
        "La redirect_uri no está registrada para este cliente; se compara letra por letra. Arranque el entorno con --redirect-uri para añadirla.",
      expired: "El formulario ha caducado. Vuelva al programa que le envió aquí y empiece de nuevo.",
    },
  },
};
