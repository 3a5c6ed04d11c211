import { describe, expect, it } from "vitest";
import { guessColumns, peopleOf, sheetOf, sheetText, unusedColumns } from "./people-list.ts";
import { formOf, mistakeIn } from "./registration-form.ts";

const form = formOf([
  { field: "firstName", required: true, maxSize: 128 },
  { field: "lastName", required: true, maxSize: 128 },
  { field: "email", required: true, maxSize: 128 },
  { field: "industry", required: false, maxSize: 128, answers: ["Retail", "Software"] },
  {
    questionKey: "4417283900441728390",
    question: "Which team are you on?",
    type: "multipleChoice",
    required: true,
    maxSize: 1000,
    answers: [{ answer: "Support", answerKey: "4417283900441728391" }],
  },
]);

function peopleIn(text: string) {
  const sheet = sheetOf(text);
  return peopleOf(form, sheet, guessColumns(form, sheet), "5820913746120055301");
}

describe("a list of people", () => {
  it("is read from commas, semicolons and what a spreadsheet puts on the clipboard", () => {
    const wanted = {
      columns: ["Email", "Nombre"],
      isNamed: true,
      rows: [["a@example.com", "Ada, Countess"]],
    };
    expect(sheetOf('Email,Nombre\na@example.com,"Ada, Countess"\n\n')).toEqual(wanted);
    expect(sheetOf("\uFEFFEmail;Nombre\r\na@example.com;Ada, Countess")).toEqual(wanted);
    expect(sheetOf("Email\tNombre\na@example.com\tAda, Countess")).toEqual(wanted);
    expect(sheetOf("")).toMatchObject({ columns: [], rows: [] });
  });

  it("has its columns found by GoTo's names, by what people call them, and by the text of a question", () => {
    const sheet = sheetOf("Correo electrónico,FIRST NAME,Apellidos,which team are you on\n");
    expect(guessColumns(form, sheet)).toEqual({
      email: 0,
      firstName: 1,
      lastName: 2,
      industry: undefined,
      "4417283900441728390": 3,
    });
  });

  it("may begin with a person in place of names, and says which columns nobody takes", () => {
    const unnamed = sheetOf("Ada,Lovelace,ada@example.com\nGrace,Hopper,grace@example.com");
    expect(unnamed).toMatchObject({
      isNamed: false,
      columns: ["1: Ada", "2: Lovelace", "3: ada@example.com"],
    });
    expect(unnamed.rows).toHaveLength(2);
    expect(guessColumns(form, unnamed)).toMatchObject({ email: 2, firstName: undefined });
    expect(sheetOf("ada@example.com\nx", true)).toMatchObject({ isNamed: true, rows: [["x"]] });
    const named = sheetOf("Mail,Dept,First\na@example.com,Sales,Ada");
    expect(unusedColumns(named, guessColumns(form, named))).toEqual(["Dept"]);
  });

  it("becomes rows for the hub, with answers under the key of their question", () => {
    const [person] = peopleIn(
      "First,Last,Mail,Industry,Which team are you on?\nAda,Lovelace,ada@example.com,,support",
    );
    expect(person).toMatchObject({ number: 1, name: "Ada Lovelace", problems: [] });
    expect(person?.row).toEqual({
      webinarKey: "5820913746120055301",
      firstName: "Ada",
      lastName: "Lovelace",
      email: "ada@example.com",
      responses: [{ questionKey: "4417283900441728390", answer: "support" }],
    });
  });

  it("is checked row by row", () => {
    const people = peopleIn(
      [
        "First,Last,Mail,Industry,Which team are you on?",
        "Ada,Lovelace,ada@example.com,Retail,Support",
        "Grace,,grace@example,Coal,Sea",
        "Ada,Again,ADA@example.com,,Support",
      ].join("\n"),
    );
    const mistakes = people.map(({ problems }) =>
      problems.map(({ field, mistake }) => `${field.name} ${mistake}`),
    );
    expect(mistakes).toEqual([
      [],
      ["lastName required", "email noAddress", "industry noChoice", "4417283900441728390 noChoice"],
      ["email twice"],
    ]);
  });

  it("is given back as a file whose names no spreadsheet takes for formulas", () => {
    expect(sheetText(["Name"], [["=SUM(A1:A9)"]])).toBe(`\uFEFFName\r\n"'=SUM(A1:A9)"`);
  });
});

describe("a field of a registration form", () => {
  const field = { name: "email", asks: { field: "email" }, required: true, maxSize: 20 };

  it("says what is wrong with what is typed", () => {
    expect(mistakeIn(field, "  ")).toBe("required");
    expect(mistakeIn(field, "ada@example")).toBe("noAddress");
    expect(mistakeIn(field, "ada@very-long.example.com")).toBe("tooLong");
    expect(mistakeIn(field, "ada@example.com")).toBeUndefined();
    expect(mistakeIn({ ...field, required: false }, "")).toBeUndefined();
  });
});
