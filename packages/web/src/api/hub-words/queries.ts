import type { Sentences } from "./tell.ts";

/** `packages/hub/src/entities`: what can be asked for, and how. */
export const queries: Sentences = {
  "The checkpoint cannot be continued.": "Desde ese punto no se puede continuar.",
  "It was changed, or written by another version of Rostrum.":
    "Fue cambiado, o lo escribió otra versión de Rostrum.",
  "Start the query again without it.": "Empiece la consulta de nuevo sin él.",
  "GoTo has no {entity} {value} any more, so nothing under it can be matched; it is left out.":
    "GoTo ya no tiene {entity} {value}: lo que depende de él no se puede emparejar y queda fuera.",
  '"{text}" is not a time that can be understood.': "«{text}» no es una hora que se entienda.",
  '"{text}" does not say its zone.': "«{text}» no dice su zona horaria.",
  "Write {text}Z for UTC, or an offset: {text2}+02:00.":
    "Escriba {text}Z para UTC, o una diferencia: {text2}+02:00.",
  'There is no such time as "{text}".': "No existe la hora «{text}».",
  "Accepted are: 2031-01-31 (the whole day, UTC), 2031-01-31T15:00Z, 2031-01-31T15:00+02:00, now, today, yesterday, tomorrow, or relative: -30d, +2h (s, m, h, d, w, mo, y).":
    "Se admiten: 2031-01-31 (el día entero, UTC), 2031-01-31T15:00Z, 2031-01-31T15:00+02:00, now, today, yesterday, tomorrow, o relativas: -30d, +2h (s, m, h, d, w, mo, y).",
  "Write it in digits: {on}>=10.": "Escríbalo en cifras: {on}>=10.",
  "Write {on}=true or {on2}=false.": "Escriba {on}=true o {on2}=false.",
  "Known are {choices}.": "Hay: {choices}.",
  "Did you mean {near}? Known are {choices}.": "¿Quiso decir {near}? Hay: {choices}.",
  "a number of up to 19 digits, such as 5820913746120055301":
    "un número de hasta 19 cifras, como 5820913746120055301",
  "a UUID, such as 0d1f7c52-6a0e-4c58-9d1e-5f0f4a3c2b11":
    "un UUID, como 0d1f7c52-6a0e-4c58-9d1e-5f0f4a3c2b11",
  "a word without blanks or slashes": "una palabra sin espacios ni barras",
  '"{text}" cannot be a {name}.': "«{text}» no puede ser {name}.",
  "A {name} is {words}; the 9-digit number shown to people is the webinarID.":
    "{name} es {words|told}; el número de 9 cifras que ven las personas es el webinarID.",
  "A {name} is {words}.": "{name} es {words|told}.",
  "A spreadsheet has rounded it; take it from the source again, as text.":
    "Una hoja de cálculo lo redondeó; tómelo otra vez de su origen, como texto.",
  "Copy it from the output of a query, whole.": "Cópielo entero del resultado de una consulta.",
  '"{text}" is not a condition.': "«{text}» no es una condición.",
  "A condition is FIELD OPERATOR VALUE; nothing was read.":
    "Una condición es CAMPO OPERADOR VALOR; no se leyó nada.",
  'Write for example status=APPROVED, subject~"heat pump", registrationDate>=-7d or email=in(a@x.org,b@x.org).':
    'Escriba por ejemplo status=APPROVED, subject~"heat pump", registrationDate>=-7d o email=in(a@x.org,b@x.org).',
  "The {what} in {text} is not closed where the value ends.":
    "{what|told} de {text} no se cierra donde termina el valor.",
  "It is not clear what is looked for; nothing was read.": "No está claro qué se busca; no se leyó nada.",
  'Write for example {example}; a value that itself begins so is put in quotes: subject="\\"so\\" he said".':
    'Escriba por ejemplo {example}; un valor que empieza así se pone entre comillas: subject="\\"so\\" he said".',
  '"{operator}" cannot be used with {on} in "{text}".': "«{operator}» no se puede usar con {on} en «{text}».",
  "{on} is nested data; nothing was read.": "{on} contiene datos anidados; no se leyó nada.",
  "{on} is a field of type {type}; nothing was read.":
    "{on} es un campo del tipo {type|told}; no se leyó nada.",
  "It takes {allowed}, and =in(a,b).": "Admite {allowed}, y =in(a,b).",
  "It takes {allowed} (contains).": "Admite {allowed} (contiene).",
  '"{text}" does not fit {on}, which takes {expected}.':
    "«{text}» no corresponde a {on}, que admite {expected|told}.",
  "And {more} more remarks of this kind.": "Y {more} avisos más de este tipo.",
  "A limit of {limit} rows cannot be used.": "Un límite de {limit} filas no se puede usar.",
  "Give a whole number from 1, or leave it out for all rows.":
    "Dé un número entero desde 1, o quítelo para todas las filas.",
  "{entity} cannot be restricted by from and to.": "{entity} no se puede limitar con from y to.",
  "Neither GoTo nor its rows say when a {entity} is or was; nothing was read.":
    "Ni GoTo ni sus filas dicen cuándo es o fue {entity}; no se leyó nada.",
  "Leave from and to out; a field with a time can be used in a condition, such as createTime>=-30d.":
    "Quite from y to; un campo con una hora se puede usar en una condición, como createTime>=-30d.",
  "The range from {start} to {end} is empty.": "El intervalo de {start} a {end} está vacío.",
  "It selects {meaning}; nothing was read.": "Elige {meaning}; no se leyó nada.",
  "Give a time to come for --to.": "Dé en --to una hora futura.",
  "Give an earlier from, or a later to.": "Dé un from anterior, o un to posterior.",
  "GoTo has no {entity} with {keys}.": "GoTo no tiene {entity} con {keys}.",
  "GoTo has no {entity} with {keys} any more.": "GoTo ya no tiene {entity} con {keys}.",
  "Webinar {webinarKey} was cancelled or deleted while it was read; it has no {entity} rows here.":
    "El webinar {webinarKey} se canceló o eliminó mientras se leía; aquí no tiene filas de {entity}.",
  "GoTo has no {entity} data for session {sessionKey} of webinar {webinarKey} (yet): data of a session can come hours after its end.":
    "GoTo no tiene (todavía) datos de {entity} de la sesión {sessionKey} del webinar {webinarKey}: los datos de una sesión pueden llegar horas después de su final.",
  "GoTo has no data for session {sessionKey} of webinar {webinarKey}.":
    "GoTo no tiene datos de la sesión {sessionKey} del webinar {webinarKey}.",
  "There is no such session, or its data are not there yet: they can come hours after its end.":
    "No existe esa sesión, o sus datos no han llegado todavía: pueden llegar horas después de su final.",
  "Look it up with `rostrum query Session --where webinarKey={webinarKey}`, or try again later.":
    "Búsquela con `rostrum query Session --where webinarKey={webinarKey}`, o pruebe más tarde.",
  "The query was ended by its reader.": "Quien leía terminó la consulta.",
  "The limit of rows is reached.": "Se alcanzó el límite de filas.",
  "GoTo's list of {what} rows changed so often while it was read that it could not be read whole. Try again when fewer people work on it.":
    "La lista de filas de {what} en GoTo cambió tantas veces mientras se leía que no se pudo leer entera. Pruebe de nuevo cuando trabajen menos personas en ella.",
  'There is no entity "{name}".': "No hay ninguna entidad «{name}».",
  "See `rostrum entities` for all of them.": "Véalas todas con `rostrum entities`.",
  "{entity} has no {operation}.": "{entity} no tiene {operation}.",
  "GoTo offers no such operation for it; nothing was sent.":
    "GoTo no ofrece esa operación para ella; no se envió nada.",
  "{entity} can only be queried; see `rostrum entities` for what can be written.":
    "{entity} solo se puede consultar; `rostrum entities` dice qué se puede escribir.",
  "It has {possible}; see `rostrum entities {entity}`.": "Tiene {possible}; vea `rostrum entities {entity}`.",
  "Neither {line} has a field of that name; nothing was read.":
    "{line} no tiene ningún campo con ese nombre; no se leyó nada.",
  "See `rostrum entities {entity}` for its fields.": "Vea sus campos con `rostrum entities {entity}`.",
  "{name} is only written; to choose by time, use --from and --to, such as --from now.":
    "{name} solo se escribe; para elegir por fecha use --from y --to, como --from now.",
  "{name} is only written.": "{name} solo se escribe.",
  "The reader left before the end.": "Quien leía se fue antes del final.",
  "What was still to be done was given up; the rows that were sent are not all.":
    "Lo que faltaba se abandonó; las filas enviadas no son todas.",
  "Ask again.": "Pregunte de nuevo.",
};
