/** `<generation>-<number>`, zero-padded so that text order is time order. A lost ledger is rebuilt as a new generation. */
export function formatSequence(generation: number, number: number): string {
  return `${String(generation).padStart(4, '0')}-${String(number).padStart(8, '0')}`;
}

/** The sequence after `previous`, or the first of the generation. */
export function nextSequence(previous: string | null, generation: number): string {
  if (previous === null) return formatSequence(generation, 1);
  const [last = 0, number = 0] = previous.split('-').map(Number);
  return last === generation ? formatSequence(generation, number + 1) : formatSequence(generation, 1);
}
