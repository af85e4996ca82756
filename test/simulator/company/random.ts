import { createHash } from 'node:crypto';

/** A deterministic stream: the same seed and purpose give the same numbers. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** Streams of different purposes do not disturb one another, so one fault more changes no id. */
export function createRandom(seed: number, purpose: string): Random {
  let state = digest(`${seed}:${purpose}`).readUInt32LE(0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: (items) => items[below(items.length)] ?? items[0] };
}

/** UUIDs of version 4 in form, drawn from the stream. */
export function createUuids(random: Random): () => string {
  const word = (): string => random.below(4_294_967_296).toString(16).padStart(8, '0');
  return () => {
    const hex = word() + word() + word() + word();
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
}

/** A number from a text, the same for ever. */
export function hashNumber(text: string): number {
  return digest(text).readUInt32LE(0);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
