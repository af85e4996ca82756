import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Properties = Readonly<Record<string, unknown>>;

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Properties;
  readonly Condition?: string;
}

/** A CloudFormation template as far as the local stack reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

/** A template that cannot be run here; the message names the resource. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** The one template in a synthesized folder. @throws TemplateError when there is none, or more than one. */
export async function loadTemplate(dir: string): Promise<Template> {
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.template.json'));
  const [name] = names;
  if (name === undefined) throw new TemplateError(`${dir} holds no template: run npm run synth`);
  if (names.length > 1) throw new TemplateError(`${dir} holds several templates: ${names.join(', ')}`);
  return parseTemplate(await readFile(join(dir, name), 'utf8'));
}

/** @throws TemplateError */
export function parseTemplate(text: string): Template {
  const value = JSON.parse(text) as Partial<Template>;
  if (typeof value.Resources !== 'object') throw new TemplateError('the template has no Resources');
  return value as Template;
}
