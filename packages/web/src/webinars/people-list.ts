/**
 * A list of people as somebody pastes it or has it in a file: which column is which field of the registration form, and
 * what is wrong with each row before anything is sent. Pure.
 */
import Papa from "papaparse";
import type { Row } from "../api/rows.ts";
import {
  type Filled,
  type FormField,
  isAddress,
  type Mistake,
  mistakeIn,
  registrantRow,
} from "./registration-form.ts";

export interface Sheet {
  /** Their names; where the list names none, their number and what the first person has there. */
  readonly columns: readonly string[];
  /** Whether the first line names the columns. */
  readonly isNamed: boolean;
  /** A cell for each column, as text. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Divided by comma, semicolon or tab (as copied from a spreadsheet). The first line names the columns, unless it holds an
 * e-mail address: then it is a person. Somebody may say how it is.
 */
export function sheetOf(text: string, isNamed?: boolean): Sheet {
  // A file of a spreadsheet may begin with the mark of UTF-8.
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, "").trim(), {
    skipEmptyLines: "greedy",
    delimitersToGuess: [",", ";", "\t"],
  });
  const [first = [], ...rest] = data;
  const cells = first.map((cell) => cell.trim());
  if (isNamed ?? !cells.some(isAddress)) return { columns: cells, isNamed: true, rows: rest };
  return { columns: cells.map((cell, place) => `${place + 1}: ${cell}`), isNamed: false, rows: data };
}

/** The place of a column for each field that has one. */
export type Columns = Readonly<Record<string, number | undefined>>;

/** What people call the standard fields, beside GoTo's own names; without case, spaces and marks. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  firstName: ["givenname", "nombre", "vorname", "prenom", "first"],
  lastName: ["surname", "familyname", "apellido", "apellidos", "nachname", "nom", "last"],
  email: ["emailaddress", "mail", "correo", "correoelectronico"],
  zipCode: ["zip", "postalcode", "postcode", "codigopostal"],
  country: ["pais", "land"],
  city: ["ciudad"],
  phone: ["telephone", "phonenumber", "telefono"],
  organization: ["company", "organisation", "empresa", "organizacion"],
  jobTitle: ["title", "position", "cargo", "puesto"],
};

/** The columns whose name says which field they are; without names only addresses are known by their look. */
export function guessColumns(
  form: readonly FormField[],
  { columns, isNamed, rows: [first = []] }: Sheet,
): Columns {
  if (!isNamed) {
    const place = first.findIndex((cell) => isAddress(cell.trim()));
    return Object.fromEntries(
      form.map(({ name }) => [name, name === "email" && place >= 0 ? place : undefined]),
    );
  }
  const names = columns.map(plain);
  return Object.fromEntries(
    form.map(({ name, asks }) => {
      const known = "field" in asks ? [asks.field, ...(otherNames[asks.field] ?? [])] : [asks.question];
      const wanted = new Set(known.map(plain));
      const place = names.findIndex((column) => wanted.has(column));
      return [name, place < 0 ? undefined : place];
    }),
  );
}

/** The columns that no field takes: what is in them is not sent. */
export function unusedColumns(sheet: Sheet, columns: Columns): readonly string[] {
  const used = new Set(Object.values(columns));
  return sheet.columns.filter((name, place) => !used.has(place) && name !== "");
}

function plain(name: string): string {
  return name
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

export interface Problem {
  readonly field: FormField;
  readonly mistake: Mistake | "noChoice" | "twice";
}

export interface Person {
  /** From 1, without the line of the names. */
  readonly number: number;
  readonly name: string;
  readonly email: string;
  /** What would be sent. */
  readonly row: Row;
  readonly problems: readonly Problem[];
}

/** Each row held against the form. */
export function peopleOf(
  form: readonly FormField[],
  { rows }: Sheet,
  columns: Columns,
  webinarKey: string,
): readonly Person[] {
  const seen = new Set<string>();
  return rows.map((cells, place) => {
    const filled: Filled = Object.fromEntries(
      form.map(({ name }) => [name, cells[columns[name] ?? -1]?.trim() ?? ""]),
    );
    const { firstName = "", lastName = "", email = "" } = filled;
    const problems = form.flatMap((field): Problem[] => {
      const value = filled[field.name] ?? "";
      const mistake = mistakeIn(field, value) ?? (isChoice(field, value) ? undefined : "noChoice");
      if (mistake !== undefined) return [{ field, mistake }];
      return field.name === "email" && seen.has(value.toLowerCase()) ? [{ field, mistake: "twice" }] : [];
    });
    seen.add(email.toLowerCase());
    return {
      number: place + 1,
      name: `${firstName} ${lastName}`.trim(),
      email,
      row: registrantRow(form, filled, webinarKey),
      problems,
    };
  });
}

/** The hub takes a choice by its text or key, whatever the case. */
function isChoice({ choices }: FormField, value: string): boolean {
  const wanted = value.toLowerCase();
  return (
    choices === undefined ||
    value === "" ||
    choices.some((choice) => choice.label.trim().toLowerCase() === wanted || choice.value === value)
  );
}

/** As a file for a spreadsheet, which must not take a name for a formula. */
export function sheetText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${Papa.unparse([[...columns], ...rows.map((row) => [...row])], { escapeFormulae: true })}`;
}
