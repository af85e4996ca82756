import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Declaration {
  readonly place: string;
  readonly name: string;
  readonly documented: boolean;
}

const EXPORT_LIST = /export (?:type )?\{([^}]*)\}/gs;
const DECLARATION = /^export (?:async )?(?:abstract )?(?:class|function\*?|const|interface|type) (\w+)/;
const METHOD = /^ {2}(\w+)\(.*\): (?:Promise|AsyncGenerator)<.*>;$/;

const files = globSync('shared/cubicasa/**/*.ts').filter((file) => !file.endsWith('index.ts'));
const publicNames = new Set(
  [...readFileSync('shared/cubicasa/index.ts', 'utf8').matchAll(EXPORT_LIST)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((name) => name.trim().replace(/^type /, ''))
      .filter((name) => name !== ''),
  ),
);

function declarationsIn(file: string, pattern: RegExp): Declaration[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const name = pattern.exec(line)?.[1];
    const documented = /\*\/\s*$/.test(lines[index - 1] ?? '');
    return name === undefined ? [] : [{ place: `${file}:${index + 1} ${name}`, name, documented }];
  });
}

function undocumented(declarations: readonly Declaration[]): string[] {
  return declarations.filter(({ documented }) => !documented).map(({ place }) => place);
}

describe('the client’s docstrings', () => {
  it('stand above every public name', () => {
    const declared = files
      .flatMap((file) => declarationsIn(file, DECLARATION))
      .filter(({ name }) => publicNames.has(name));
    expect(new Set(declared.map(({ name }) => name)).size).toBe(publicNames.size);
    expect(undocumented(declared)).toEqual([]);
  });

  it('stand above every method of its resources', () => {
    const methods = files
      .filter((file) => file.includes('/resources/'))
      .flatMap((file) => declarationsIn(file, METHOD));
    expect(methods.length).toBeGreaterThanOrEqual(27);
    expect(undocumented(methods)).toEqual([]);
  });
});
