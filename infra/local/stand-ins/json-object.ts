import { AwsError } from './aws-error.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The input of one request; an empty body is an empty input. @throws AwsError */
export function parseJsonObject(text: string): JsonObject {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch {
    // The body may hold a secret, which the parser's own message would quote.
  }
  throw new AwsError('SerializationException', 'the request is not a JSON object');
}

/** @throws AwsError naming the field */
export function requireText(input: JsonObject, field: string): string {
  const value = input[field];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('ValidationException', `${field} must be a non-empty text`);
}

export function optionalText(input: JsonObject, field: string): string | undefined {
  const value = input[field];
  return typeof value === 'string' ? value : undefined;
}
