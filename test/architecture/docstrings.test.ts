import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLIENT_METHODS } from '../../infra/build/operations-doc.ts';
import { type OperationId, operations } from '../../shared/cubicasa/operations.ts';

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

const CERTAINTIES = { documented: 'Documented', 'seen-in-code': 'Seen in code', inferred: 'Inferred' };
const FILES: Readonly<Record<string, string>> = { goToScan: 'go-to-scan', changeRequests: 'change-requests' };

/** The comment right above a method of a resource, its lines joined. */
function docstringOf(method: string): string {
  const [resource = '', name] = method.split('.');
  const source = readFileSync(`shared/cubicasa/resources/${FILES[resource] ?? resource}.ts`, 'utf8');
  const [above = ''] = source.split(new RegExp(`\n {2}${name}\\(`));
  return above.slice(above.lastIndexOf('/**')).replace(/\s*\n\s*\*\s*/g, ' ');
}

const document = parse(readFileSync('shared/cubicasa/openapi.yaml', 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-source'?: string }>>>>;
};

function sourceOf(name: OperationId): string {
  const { method, path } = operations[name];
  const source = document.paths[path]?.[method.toLowerCase()]?.['x-source'];
  return source?.startsWith('https://') ? `@see ${source}` : 'of the documentation only its title is known';
}

describe('the client’s docstrings', () => {
  it('stand above every public name', () => {
    const declared = files
      .flatMap((file) => declarationsIn(file, DECLARATION))
      .filter(({ name }) => publicNames.has(name));
    expect(new Set(declared.map(({ name }) => name)).size).toBe(publicNames.size);
    expect(undocumented(declared)).toEqual([]);
  });

  it.each(Object.entries(CLIENT_METHODS) as [OperationId, string][])(
    'say of %s how certain it is, on which page it stands, and that a write is never repeated',
    (name, method) => {
      const docstring = docstringOf(method);
      expect(docstring).toContain(CERTAINTIES[operations[name].certainty]);
      expect(docstring).toContain(sourceOf(name));
      if (operations[name].method !== 'GET') expect(docstring).toMatch(/never repeated/i);
    },
  );

  it('stand above every method of its resources', () => {
    const methods = files
      .filter((file) => file.includes('/resources/'))
      .flatMap((file) => declarationsIn(file, METHOD));
    expect(methods.length).toBeGreaterThanOrEqual(27);
    expect(undocumented(methods)).toEqual([]);
  });
});
