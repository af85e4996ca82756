import { describe, expect, test } from 'vitest';
import {
  generatePassword,
  generateSecretString,
  parsePasswordRules,
} from '../../../../infra/local/stand-ins/generate-password.ts';

describe('a generated password', () => {
  test('holds one of each kind by default', () => {
    const password = generatePassword(parsePasswordRules({}));
    expect(password).toHaveLength(32);
    for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
  });

  test.each([
    [{ ExcludePunctuation: true, PasswordLength: 64 }, /^[A-Za-z0-9]{64}$/],
    [{ ExcludeLowercase: true, ExcludeUppercase: true, ExcludePunctuation: true }, /^\d{32}$/],
    [{ ExcludeCharacters: 'abcdefghijklmnopqrstuvwxyz', ExcludePunctuation: true }, /^[A-Z0-9]{32}$/],
  ])('keeps to %j', (options, pattern) => {
    expect(generatePassword(parsePasswordRules(options))).toMatch(pattern);
  });

  test('is another one every time', () => {
    expect(generatePassword(parsePasswordRules({}))).not.toBe(generatePassword(parsePasswordRules({})));
  });
});

test('a secret string is one key of the template', () => {
  const options = {
    SecretStringTemplate: '{"apiKey":""}',
    GenerateStringKey: 'webhookToken',
    ExcludePunctuation: true,
  };
  expect(JSON.parse(generateSecretString(options))).toEqual({
    apiKey: '',
    webhookToken: expect.stringMatching(/^[A-Za-z0-9]{32}$/),
  });
});
