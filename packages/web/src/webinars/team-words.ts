import { addWords, useWords } from "../language/words.ts";

const words = addWords(
  "webinar-team",
  {
    Panelist: "Panelists",
    CoOrganizer: "Co-organizers",
    text_Panelist: "They speak in the webinar, each by a link of their own.",
    text_CoOrganizer: "They may start and run the webinar beside the organizer.",
    none_Panelist: "Nobody but the organizer speaks.",
    none_CoOrganizer: "Nobody but the organizer runs it.",
    internal: "has a seat in the account",
    name: "Full name",
    email: "E-mail address",
    required: "This is needed.",
    noAddress: "This is no e-mail address.",
    mail_Panelist: "GoTo e-mails {{email}} the invitation as panelist.",
    mail_CoOrganizer:
      "GoTo e-mails {{email}} the invitation as co-organizer. They are added from outside the account.",
    mail_seat: "GoTo e-mails {{who}} the invitation as co-organizer.",
    from: "Who is it?",
    from_outside: "Somebody from outside the account",
    from_account: "Somebody with a seat in the account",
    organizerKey: "Organizer key",
    organizerKeyText:
      "The long number by which GoTo knows a person with a seat; an e-mail address is not enough. GoTo gives this connection no list of seats: an administrator of the account finds the key in GoTo's Admin API. Who connects their own GoTo to this hub is offered here.",
    organizerKeyKnown:
      "The long number by which GoTo knows a person with a seat; an e-mail address is not enough. Those who connected their GoTo to this hub are offered; the key of others an administrator of the account finds in GoTo's Admin API.",
    noKey: "This is no organizer key: it has digits only.",
    add_Panelist: "Add a panelist",
    add_CoOrganizer: "Add a co-organizer",
    added: "{{name}} is in the team.",
    wasThere: "{{name}} was in the team already.",
    remove: "Remove",
    removeOf: "Remove {{name}}",
    removeTitle: "Remove {{name}} from the team?",
    removeText:
      "Their link stops working. GoTo names no e-mail that it would send about this: tell {{email}} yourself.",
    keep: "Keep them",
    removed: "{{name}} is no longer in the team.",
  },
  {
    Panelist: "Ponentes",
    CoOrganizer: "Coorganizadores",
    text_Panelist: "Hablan en el webinar, cada uno con su propio enlace.",
    text_CoOrganizer: "Pueden iniciar y dirigir el webinar junto con el organizador.",
    none_Panelist: "Solo habla el organizador.",
    none_CoOrganizer: "Solo lo dirige el organizador.",
    internal: "tiene licencia en la cuenta",
    name: "Nombre completo",
    email: "Correo electrónico",
    required: "Hace falta.",
    noAddress: "No es una dirección de correo.",
    mail_Panelist: "GoTo envía a {{email}} la invitación como ponente.",
    mail_CoOrganizer:
      "GoTo envía a {{email}} la invitación como coorganizador. Se añade desde fuera de la cuenta.",
    mail_seat: "GoTo envía a {{who}} la invitación como coorganizador.",
    from: "¿Quién es?",
    from_outside: "Alguien de fuera de la cuenta",
    from_account: "Alguien con licencia en la cuenta",
    organizerKey: "Clave de organizador",
    organizerKeyText:
      "El número largo con el que GoTo conoce a una persona con licencia; no basta una dirección de correo. GoTo no da a esta conexión ninguna lista de licencias: un administrador de la cuenta encuentra la clave en la API de administración de GoTo. Quien conecta su propio GoTo a este hub aparece aquí.",
    organizerKeyKnown:
      "El número largo con el que GoTo conoce a una persona con licencia; no basta una dirección de correo. Aquí aparecen quienes conectaron su GoTo a este hub; la clave de los demás la encuentra un administrador de la cuenta en la API de administración de GoTo.",
    noKey: "No es una clave de organizador: solo tiene cifras.",
    add_Panelist: "Añadir un ponente",
    add_CoOrganizer: "Añadir un coorganizador",
    added: "{{name}} está en el equipo.",
    wasThere: "{{name}} ya estaba en el equipo.",
    remove: "Quitar",
    removeOf: "Quitar a {{name}}",
    removeTitle: "¿Quitar a {{name}} del equipo?",
    removeText:
      "Su enlace deja de funcionar. GoTo no indica que envíe ningún correo por ello: avise usted a {{email}}.",
    keep: "Conservar",
    removed: "{{name}} ya no está en el equipo.",
  },
);

export const useTeamWords = () => useWords(words);
