import type { Canonical } from './canonical-json.ts';
import { isLink } from './link.ts';

/** One difference between two revisions, for people and for filters. */
export interface Change {
  /** Path into the canonical order, e.g. `info.status` or `delivery_assets.listing_floorplans.jpg_urls[0]`. */
  readonly path: string;
  /** What was there and what is there now, never a link. */
  readonly text: string;
}

/** A difference with both values; `Change` is what may be shown of it. */
export interface Difference {
  readonly path: string;
  readonly before: Canonical | undefined;
  readonly after: Canonical | undefined;
}

/** Every leaf that differs between two canonical orders, by path. */
export function diffCanonical(before: Canonical | undefined, after: Canonical | undefined, path = ''): Difference[] {
  if (before === after) return [];
  if (!isBranch(before) && !isBranch(after)) return [{ path, before, after }];
  const keys = new Set([...keysOf(before), ...keysOf(after)]);
  return [...keys].flatMap((key) =>
    diffCanonical(childOf(before, key), childOf(after, key), joinPath(path, key, after ?? before)),
  );
}

/** An event has room for so many; what is more is counted in a last one, whose path is the whole order. */
const MOST_CHANGES = 1_000;

/** Says what happened, for an event, without showing a link. */
export function describeDifferences(differences: readonly Difference[]): Change[] {
  const told = differences.length > MOST_CHANGES ? differences.slice(0, MOST_CHANGES - 1) : differences;
  const changes = told.map(({ path, before, after }) => ({ path, text: describeValues(before, after) }));
  const left = differences.length - told.length;
  return left === 0 ? changes : [...changes, { path: '', text: `${left} more` }];
}

function describeValues(before: Canonical | undefined, after: Canonical | undefined): string {
  if (isLinkText(before ?? after)) {
    if (before === undefined) return 'file added';
    return after === undefined ? 'file removed' : 'file replaced';
  }
  if (before === undefined) return `set to ${show(after)}`;
  return after === undefined ? `${show(before)} removed` : `${show(before)} became ${show(after)}`;
}

function show(value: Canonical | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function isLinkText(value: Canonical | undefined): boolean {
  return typeof value === 'string' && isLink(value);
}

function isBranch(value: Canonical | undefined): value is readonly Canonical[] | { readonly [key: string]: Canonical } {
  return typeof value === 'object';
}

function keysOf(value: Canonical | undefined): string[] {
  return isBranch(value) ? Object.keys(value) : [];
}

function childOf(value: Canonical | undefined, key: string): Canonical | undefined {
  return isBranch(value) ? (value as Readonly<Record<string, Canonical>>)[key] : undefined;
}

function joinPath(path: string, key: string, container: Canonical | undefined): string {
  if (Array.isArray(container)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}
