import { InvalidInputError } from '../../shared/cubicasa/index.ts';

/** An error in words for a person: with what CubiCasa says of each field, which no log may hold. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof InvalidInputError) || error.status === undefined) return error.message;
  const words = error.violations.map(({ path, text }) => `\n  ${path}: ${text}`);
  return `${error.message}${words.join('')}`;
}
