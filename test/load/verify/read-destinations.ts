import type { FunctionDefinition } from '../../../infra/local/lambda/function-definition.ts';
import type { Destination } from '../../../shared/delivery/destination.ts';

/** Destinations as the functions have them in their environment. */
export function readDestinations(functions: readonly FunctionDefinition[]): Destination[] {
  const texts = functions.flatMap(({ environment }) => environment.DESTINATIONS ?? []);
  return JSON.parse(texts[0] ?? '[]') as Destination[];
}
