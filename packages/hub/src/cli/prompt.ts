/** Questions to the person at the terminal. Where there is none, a UsageError names the option to use instead. */
import { createInterface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";
import { UsageError } from "./usage-error.ts";

export interface Prompt {
  /** Whether there is somebody to ask. */
  readonly possible: boolean;
  /** @param instead what to write on the command line where nobody can be asked, for instance "--client-id ID" */
  ask(question: string, instead: string): Promise<string>;
  /** The same for a secret: what is typed is not shown. */
  askSecret(question: string, instead: string): Promise<string>;
  /** Lets choose one of several; gives its index. */
  choose(question: string, choices: readonly string[], instead: string): Promise<number>;
}

export function createPrompt(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable & { readonly isTTY?: boolean },
  signal: AbortSignal,
): Prompt {
  const possible = input.isTTY === true && output.isTTY === true;

  async function line(question: string, instead: string, hidden: boolean): Promise<string> {
    if (!possible)
      throw new UsageError(
        `"${question}" cannot be asked here: there is no terminal.`,
        `Say it with ${instead}.`,
      );
    output.write(`  ${question}: `);
    // Readline echoes through its output: one that swallows everything keeps a secret off the screen.
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reader = createInterface({ input, output: hidden ? silent : output, terminal: true });
    try {
      return (await reader.question("", { signal })).trim();
    } finally {
      reader.close();
      if (hidden) output.write("\n");
    }
  }

  async function ask(question: string, instead: string, hidden: boolean): Promise<string> {
    for (;;) {
      const answer = await line(question, instead, hidden);
      if (answer !== "") return answer;
    }
  }

  return {
    possible,
    ask: (question, instead) => ask(question, instead, false),
    askSecret: (question, instead) => ask(question, instead, true),
    async choose(question, choices, instead) {
      if (possible) choices.forEach((choice, index) => void output.write(`  ${index + 1}  ${choice}\n`));
      for (;;) {
        const number = Number(await ask(`${question} (1 to ${choices.length})`, instead, false));
        if (Number.isInteger(number) && number >= 1 && number <= choices.length) return number - 1;
      }
    },
  };
}
