/** The people of a list, each with a line on what comes or came of it; the whole of that in a drawer. */
import { useState } from "react";
import { figure } from "../language/moments.ts";
import { ManyPerson } from "./many-person.tsx";
import { useManyWords } from "./many-words.ts";
import type { Person } from "./people-list.ts";
import { PeopleTable } from "./people-table.tsx";
import type { Outcomes } from "./register-many.ts";

export interface ManyTableProps {
  readonly people: readonly Person[];
  readonly outcomes: Outcomes;
  /** What the line of a person is about. */
  readonly label: string;
  readonly textOf: (person: Person) => string;
}

export function ManyTable({ people, outcomes, label, textOf }: ManyTableProps) {
  const say = useManyWords();
  const [open, setOpen] = useState<Person>();
  return (
    <>
      <PeopleTable
        label={label}
        people={people}
        columns={[
          {
            name: "number",
            label: say("number"),
            width: 64,
            textOf: (one) => figure(one.number),
            figureOf: (one) => one.number,
          },
          { name: "name", label: say("name"), width: 140, textOf: ({ name }) => name },
          { name: "outcome", label, width: 340, textOf },
          { name: "email", label: say("email"), width: 220, textOf: ({ email }) => email },
        ]}
        onOpen={setOpen}
        isOpen={(person) => person.number === open?.number}
      />
      {open !== undefined && (
        <ManyPerson
          person={open}
          text={textOf(open)}
          result={outcomes.get(open.number)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}
