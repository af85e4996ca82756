/** One thing that happened, for whoever watches. */
interface FeedEntry {
  /** From 1, without gaps. */
  readonly number: number;
  /** ISO instant. */
  readonly at: string;
  readonly what: string;
  readonly orderId?: string;
  readonly text: string;
}

export interface Feed {
  add(what: string, text: string, orderId?: string): void;
  since(number: number): readonly FeedEntry[];
}

const KEPT = 1_000;

/** The latest happenings; old ones go. */
export function createFeed(now: () => number): Feed {
  const entries: FeedEntry[] = [];
  let count = 0;
  return {
    add(what, text, orderId) {
      const entry = { number: ++count, at: new Date(now()).toISOString(), what, text };
      entries.push(orderId === undefined ? entry : { ...entry, orderId });
      if (entries.length > 2 * KEPT) entries.splice(0, KEPT);
    },
    since: (number) => entries.filter((entry) => entry.number > number),
  };
}
