/** The same value with a field that no contract names in every object. */
export function withUnknownFields<T extends object>(value: T): T {
  return mark(value) as T;
}

function mark(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mark);
  if (typeof value !== 'object' || value === null) return value;
  const marked = Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mark(field)]));
  return { ...marked, field_of_tomorrow: { since: 'v3.1' } };
}
