/** What `npm start` tells: lines for people, or objects for scripts. */
export interface Printer {
  /** A line for people; nothing under `--json`. */
  say(text: string): void;
  /** An object for scripts; nothing otherwise. */
  tell(object: object): void;
}

export function createPrinter(json: boolean, write: (line: string) => void): Printer {
  return {
    say: (text) => {
      if (!json) write(`${text}\n`);
    },
    tell: (object) => {
      if (json) write(`${JSON.stringify(object)}\n`);
    },
  };
}
