import type { Sentences } from "./tell.ts";

/** What zod says of a request or a flow that has not the form it must have. Its words, not the hub's: no whole sentences. */
export const validation: Sentences = {
  "Invalid input: expected {expected}, received {received}": "se esperaba {expected} y llegó {received}",
  "Invalid input: expected {expected}": "se esperaba {expected}",
  "Invalid input": "el valor no es válido",
  "Invalid option: expected one of {options}": "se esperaba uno de {options}",
  "Unrecognized key: {keys}": "palabra desconocida: {keys}",
  "Unrecognized keys: {keys}": "palabras desconocidas: {keys}",
  "Too small: expected {type} to have >={count} characters":
    "debe tener al menos {count} caracteres ({type})",
  "Too big: expected {type} to have <={count} characters":
    "debe tener como mucho {count} caracteres ({type})",
  "Too small: expected {type} to have >={count} items": "debe tener al menos {count} elementos ({type})",
  "Too big: expected {type} to have <={count} items": "debe tener como mucho {count} elementos ({type})",
  "Too small: expected {type} to be >={count}": "debe ser al menos {count} ({type})",
  "Too small: expected {type} to be >{count}": "debe ser mayor que {count} ({type})",
  "Too big: expected {type} to be <={count}": "debe ser como mucho {count} ({type})",
  "Invalid string: must match pattern {pattern}": "debe tener la forma {pattern}",
  "Invalid email address": "no es una dirección de correo",
  "Invalid URL": "no es una URL",
  "Invalid UUID": "no es un UUID",
  "Invalid ISO date": "no es una fecha",
  "Invalid ISO datetime": "no es una fecha con hora",
};
