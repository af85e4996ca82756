/** Values by name, in the order of the names' code units: as DynamoDB's binary order for the ASCII keys of the ledger. */
export interface SortedMap<T> {
  readonly names: readonly string[];
  readonly values: readonly T[];
  get(name: string): T | undefined;
  set(name: string, value: T): void;
  delete(name: string): void;
  /** How many names stand before this one, itself apart. */
  rank(name: string): number;
}

export function createSortedMap<T>(): SortedMap<T> {
  const names: string[] = [];
  const values: T[] = [];

  function rank(name: string): number {
    let low = 0;
    let high = names.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((names[middle] ?? '') < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    names,
    values,
    rank,
    get(name) {
      const place = rank(name);
      return names[place] === name ? values[place] : undefined;
    },
    set(name, value) {
      const place = rank(name);
      if (names[place] === name) values[place] = value;
      else {
        names.splice(place, 0, name);
        values.splice(place, 0, value);
      }
    },
    delete(name) {
      const place = rank(name);
      if (names[place] !== name) return;
      names.splice(place, 1);
      values.splice(place, 1);
    },
  };
}
