import type { Sentences } from "./tell.ts";

/** `packages/hub/src/entities/write`: rows that are to be written at GoTo. */
export const writes: Sentences = {
  "The request carries no rows.": "La petición no trae filas.",
  "Send them as text/csv, application/x-ndjson or application/json.":
    "Envíelas como text/csv, application/x-ndjson o application/json.",
  "An external co-organizer has no organizerKey.": "Un coorganizador externo no tiene organizerKey.",
  "Give external=false, or givenName and email instead.":
    "Dé external=false, o en su lugar givenName y email.",
  "Who is to be co-organizer is missing.": "Falta quién será coorganizador.",
  "Give organizerKey for a member of the account, or givenName and email for somebody from outside.":
    "Dé organizerKey para alguien de la cuenta, o givenName y email para alguien de fuera.",
  "Give the full name as givenName.": "Dé el nombre completo en givenName.",
  "{email} is in webinar {webinarKey} already.": "{email} ya está en el webinar {webinarKey}.",
  "Neither {key} nor email is given.": "No se dio ni {key} ni email.",
  "{values} is not in webinar {webinarKey}.": "{values} no está en el webinar {webinarKey}.",
  "Query the entity for this webinar to see who is.":
    "Consulte la entidad para este webinar para ver quién está.",
  "There is nothing in it, not even the line that names the columns.":
    "No contiene nada, ni siquiera la línea con los nombres de las columnas.",
  "See whether it was written at all; the first line must hold the names of the fields.":
    "Mire si llegó a escribirse; la primera línea debe tener los nombres de los campos.",
  "The text is not UTF-8: it may be the Windows-1252 or UTF-16 that a spreadsheet has written.":
    "El texto no es UTF-8: puede ser el Windows-1252 o UTF-16 que escribió una hoja de cálculo.",
  "The row has {cells} values and the file {names} columns.":
    "La fila tiene {cells} valores y el archivo {names} columnas.",
  "Look for a missing or surplus divider; a value with one in it must stand in quotes.":
    "Busque un separador que falte o sobre; un valor que lo contenga va entre comillas.",
  "The quotes of the row do not match.": "Las comillas de la fila no concuerdan.",
  'A value with quotes in it must stand in quotes, with each of its own doubled: "say ""yes""".':
    'Un valor con comillas va entre comillas, con las suyas dobladas: "say ""yes""".',
  "The line is no JSON object.": "La línea no es un objeto JSON.",
  'Write one object per line: {"email":"a@x.org"}.': 'Escriba un objeto por línea: {"email":"a@x.org"}.',
  "The rows are not JSON: {value}.": "Las filas no son JSON: {value|quoted}.",
  "Send one object, a list of objects, or ndjson with one object per line.":
    "Envíe un objeto, una lista de objetos, o ndjson con un objeto por línea.",
  "The row is no JSON object.": "La fila no es un objeto JSON.",
  "Every row must be an object.": "Cada fila debe ser un objeto.",
  "Nothing was changed.": "No se cambió nada.",
  "Say who is to be removed.": "Diga a quién hay que quitar.",
  "There is nothing to remove.": "No hay nada que quitar.",
  "{email} is registered for webinar {webinarKey} already, as registrant {registrantKey}.":
    "{email} ya está inscrito en el webinar {webinarKey}, con la clave {registrantKey}.",
  "Use upsert where that is not an error: it gives back the key and the join link.":
    "Use upsert donde eso no sea un error: devuelve la clave y el enlace de acceso.",
  "GoTo cannot change a registrant; it keeps {different}. To change them, delete and register anew.":
    "GoTo no puede cambiar a un inscrito; conserva {different}. Para cambiarlos, elimine y vuelva a inscribir.",
  "Neither registrantKey nor email is given.": "No se dio ni registrantKey ni email.",
  "{who} is not registered for webinar {webinarKey}.": "{who} no está inscrito en el webinar {webinarKey}.",
  "See `rostrum query Registrant --where webinarKey={webinarKey}` for who is.":
    "Vea quién lo está con `rostrum query Registrant --where webinarKey={webinarKey}`.",
  "See `rostrum query RegistrationField --where webinarKey={webinarKey}` for what this webinar asks.":
    "Vea qué pregunta este webinar con `rostrum query RegistrationField --where webinarKey={webinarKey}`.",
  "Left out, since GoTo sets it: {leftOut}.": "Se dejó fuera, porque lo pone GoTo: {leftOut}.",
  '"{given}" is none of GoTo\'s time zones.': "«{given}» no es una zona horaria de GoTo.",
  "It takes {zones}.": "Admite {zones|told}.",
  "The same times all year have {alike}.": "Todo el año tienen la misma hora: {alike}.",
  'Did you mean "{real}"? GoTo does not have it. The same times all year have {alike}.':
    "¿Quiso decir «{real}»? GoTo no la tiene. Todo el año tienen la misma hora: {alike}.",
  "Give a value for {name}.": "Dé un valor para {name}.",
  "{name} has lost digits on its way: {given}.": "{name} perdió cifras por el camino: {given}.",
  "Write keys as text, in quotes; a number of 19 digits does not survive most programs.":
    "Escriba las claves como texto, entre comillas; un número de 19 cifras no sobrevive a la mayoría de los programas.",
  "{shown} does not fit {name}, which takes {expected}.":
    "{shown} no corresponde a {name}, que admite {expected|told}.",
  "Give {expected}.": "Dé {expected|told}.",
  "Use upsert where that is not an error.": "Use upsert donde eso no sea un error.",
  "{name} is missing.": "Falta {name}.",
  '"{callbackUrl}" is no https address.': "«{callbackUrl}» no es una dirección https.",
  "GoTo posts events to https addresses only.": "GoTo envía eventos solo a direcciones https.",
  "There is a webhook for {eventName} at that address already: {webhookKey}.":
    "Ya hay un webhook para {eventName} en esa dirección: {webhookKey}.",
  "A second one would get every event twice; nothing was sent.":
    "Otro recibiría cada evento dos veces; no se envió nada.",
  "GoTo knows no webhook {webhookKey}.": "GoTo no conoce ningún webhook {webhookKey}.",
  "It was deleted, or it belongs to another application or person.":
    "Se eliminó, o es de otra aplicación o persona.",
  "See `rostrum query Webhook` for those that there are.": "Vea los que hay con `rostrum query Webhook`.",
  "Both times and startTime or endTime are given.": "Se dieron a la vez times y startTime o endTime.",
  "Give one or the other.": "Dé lo uno o lo otro.",
  "A time of {what} lacks its startTime or endTime.": "A una hora de {what} le falta startTime o endTime.",
  "Give both.": "Dé los dos.",
  "The end {endTime} is not after the start {startTime}.":
    "El final {endTime} no es posterior al comienzo {startTime}.",
  "Correct one of them.": "Corrija uno de los dos.",
  "The start {startTime} lies in the past.": "El comienzo {startTime} está en el pasado.",
  "Give a start after now ({now}Z).": "Dé un comienzo posterior a ahora ({now}Z).",
  "{name} has {text} characters and may have {most}.": "{name} tiene {text} caracteres y puede tener {most}.",
  "Shorten it.": "Acórtelo.",
  "{misplaced} belongs to a sequence, and this is a {kind}.":
    "{misplaced} es propio de una secuencia, y esto es {kind|told}.",
  "Add recurrenceType=sequence, or leave it out.": "Añada recurrenceType=sequence, o quítelo.",
  "When it takes place is missing.": "Falta cuándo se celebra.",
  "Give startTime and endTime, or times.": "Dé startTime y endTime, o times.",
  "Say which kind it is: recurrenceType=series, where people choose one of the times, or recurrenceType=sequence, where they come to all.":
    "Diga de qué tipo es: recurrenceType=series, donde se elige una de las fechas, o recurrenceType=sequence, donde se asiste a todas.",
  "A series has two times or more.": "Una serie tiene dos fechas o más.",
  "Give them as times, or leave recurrenceType out.": "Délas en times, o quite recurrenceType.",
  "A sequence is made from its first meeting and a pattern, not from times.":
    "Una secuencia se hace con su primer encuentro y un patrón, no con times.",
  "Give startTime and endTime of the first meeting, recurrencePattern and recurrenceEnd.":
    "Dé startTime y endTime del primer encuentro, recurrencePattern y recurrenceEnd.",
  "{name} is missing, and this is a sequence.": "Falta {name}, y esto es una secuencia.",
  "Give recurrencePattern (daily, weekly, monthly) and recurrenceEnd (its last date, YYYY-MM-DD).":
    "Dé recurrencePattern (daily, weekly, monthly) y recurrenceEnd (su última fecha, AAAA-MM-DD).",
  '"{end}" does not fit recurrenceEnd, which takes a date.':
    "«{end}» no corresponde a recurrenceEnd, que admite una fecha.",
  "Write it as YYYY-MM-DD.": "Escríbalo como AAAA-MM-DD.",
  "The sequence ends ({end}) before it begins ({startTime}).":
    "La secuencia termina ({end}) antes de empezar ({startTime}).",
  "Say which recording it plays: `rostrum query Recording`.":
    "Diga qué grabación reproduce: `rostrum query Recording`.",
  "Nothing was sent for this row.": "Para esta fila no se envió nada.",
  'Webinar {webinarKey} "{subject}" is over: {what}.':
    "El webinar {webinarKey} «{subject}» ya terminó: {what|told}.",
  'Webinar {webinarKey} "{subject}" is over (it ended {last}): {what}.':
    "El webinar {webinarKey} «{subject}» ya terminó (acabó: {last}): {what|told}.",
  "Take a webinar that is still to come: `rostrum query UpcomingWebinar`.":
    "Elija un webinar que esté por venir: `rostrum query UpcomingWebinar`.",
  "A single session has one time, not {times}.": "Una sesión única tiene una sola fecha, no {times}.",
  "Give `times` with all {meetings} meetings; `rostrum query MeetingTime` tells them.":
    "Dé `times` con los {meetings} encuentros; `rostrum query MeetingTime` los dice.",
  "GoTo does not show the settings of its mails; they were not sent, and GoTo is taken to keep them.":
    "GoTo no muestra los ajustes de sus correos; no se enviaron, y se supone que GoTo los conserva.",
  "{name} of a webinar cannot be changed.": "No se puede cambiar {name} de un webinar.",
  "{name} of a webinar cannot be changed (it is {there}).":
    "No se puede cambiar {name} de un webinar (es {there}).",
  "Leave it out, or make a new webinar.": "Quítelo, o cree otro webinar.",
  "Its kind cannot be changed; make a new webinar.": "Su tipo no se puede cambiar; cree otro webinar.",
  "GoTo has taken the update of webinar {webinarKey}, and now shows {found} of its {wanted} meetings.":
    "GoTo aceptó el cambio del webinar {webinarKey}, y ahora muestra {found} de sus {wanted} encuentros.",
  "The sequence was sent whole; GoTo did not keep it so.":
    "La secuencia se envió entera; GoTo no la conservó así.",
  "Restore it at GoTo's website. Its meetings were: {wanted}.":
    "Restáurela en el sitio web de GoTo. Sus encuentros eran: {wanted}.",
  "Change it at GoTo's website.": "Cámbielo en el sitio web de GoTo.",
  'Webinar {webinarKey} "{subject}" is not updated: {why}.':
    "El webinar {webinarKey} «{subject}» no se actualiza: {why|told}.",
  "Nothing was sent, and nothing is lost.": "No se envió nada, y no se pierde nada.",
  "Give a title.": "Dé un título.",
  "Each time of a series is a webinar with a key of its own; this is the key of one of them.":
    "Cada fecha de una serie es un webinar con clave propia; esta es la clave de una de ellas.",
  'Webinar {webinarKey} "{subject}" is running now.':
    "El webinar {webinarKey} «{subject}» se está celebrando ahora.",
  "GoTo does not cancel a webinar while it runs; nothing was sent.":
    "GoTo no cancela un webinar mientras se celebra; no se envió nada.",
  "Try again when it has ended.": "Pruebe de nuevo cuando haya terminado.",
  "The other members of its series that were to come go with it.":
    "Con él se van los demás miembros de su serie que estaban por venir.",
  "GoTo's answer got lost, but it had done what was asked: found it there, and did not repeat it.":
    "La respuesta de GoTo se perdió, pero había hecho lo que se le pidió: se encontró hecho, y no se repitió.",
};
