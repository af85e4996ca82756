import { randomInt } from 'node:crypto';
import { isJsonObject, type JsonObject } from './json-object.ts';

export interface PasswordRules {
  readonly length: number;
  /** The kinds of characters to draw from; each holds at least one character. */
  readonly kinds: readonly string[];
  readonly requireEachKind: boolean;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Reads the options that GetRandomPassword and a template's `GenerateSecretString` share. */
export function parsePasswordRules(options: JsonObject): PasswordRules {
  const excluded = String(options.ExcludeCharacters ?? '');
  const kinds = [
    options.ExcludeLowercase === true ? '' : LOWER,
    options.ExcludeUppercase === true ? '' : LOWER.toUpperCase(),
    options.ExcludeNumbers === true ? '' : DIGITS,
    options.ExcludePunctuation === true ? '' : PUNCTUATION,
    options.IncludeSpace === true ? ' ' : '',
  ];
  return {
    length: Number(options.PasswordLength ?? 32),
    kinds: kinds
      .map((kind) => [...kind].filter((character) => !excluded.includes(character)).join(''))
      .filter((kind) => kind !== ''),
    requireEachKind: options.RequireEachIncludedType !== false,
  };
}

export function generatePassword(rules: PasswordRules): string {
  const required = rules.requireEachKind ? rules.kinds.map(pick) : [];
  const all = rules.kinds.join('');
  const rest = Array.from({ length: Math.max(0, rules.length - required.length) }, () => pick(all));
  return shuffle([...required, ...rest])
    .slice(0, rules.length)
    .join('');
}

/** A secret's first value as CloudFormation makes it of `GenerateSecretString`: bare, or one key of a JSON template. */
export function generateSecretString(options: JsonObject): string {
  const password = generatePassword(parsePasswordRules(options));
  const { GenerateStringKey: key, SecretStringTemplate: template } = options;
  if (typeof key !== 'string' || typeof template !== 'string') return password;
  const fields: unknown = JSON.parse(template);
  if (!isJsonObject(fields)) throw new TypeError('SecretStringTemplate must be a JSON object');
  return JSON.stringify({ ...fields, [key]: password });
}

function pick(characters: string): string {
  return characters.charAt(randomInt(characters.length));
}

function shuffle(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters;
}
