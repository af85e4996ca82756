import { describe, expect, it } from 'vitest';
import { isLoopback, parseArguments } from '../../../infra/local/arguments.ts';

describe('parseArguments', () => {
  it('plays the first day unless told otherwise', () => {
    expect(parseArguments([], {})).toMatchObject({ once: false, json: false, cubicasaUrl: undefined, seed: 1 });
  });

  it('takes the key of another server from the environment or a flag', () => {
    const flags = ['--cubicasa-url', 'http://127.0.0.1:1/api'];
    expect(parseArguments(flags, { CUBICASA_API_KEY: 'a' })).toMatchObject({ apiKey: 'a' });
    expect(parseArguments([...flags, '--api-key', 'b'], { CUBICASA_API_KEY: 'a' })).toMatchObject({ apiKey: 'b' });
  });

  it.each([
    [['--cubicasa-url', 'http://127.0.0.1:1'], 'CUBICASA_API_KEY'],
    [['--cubicasa-url', 'here'], '--cubicasa-url'],
    [['--cubicasa-url', 'ftp://127.0.0.1/api', '--api-key', 'a'], '--cubicasa-url'],
    [['--cubicasa-url', 'http://127.0.0.1/api?key=1', '--api-key', 'a'], '--cubicasa-url'],
    [['--port', '70000'], '--port'],
    [['--sweep-seconds', '0'], '--sweep-seconds'],
    [['--faster'], '--faster'],
  ])('refuses %j, naming the flag', (flags, name) => {
    expect(() => parseArguments(flags, {})).toThrow(name);
  });
});

it.each([
  ['http://127.0.0.1:8080/api', true],
  ['http://localhost/api', true],
  ['http://[::1]:80', true],
  ['https://app.cubi.casa/api/integrate/v3', false],
  ['http://127.0.0.1.example.com', false],
])('takes %s for this machine: %s', (url, expected) => {
  expect(isLoopback(url)).toBe(expected);
});
