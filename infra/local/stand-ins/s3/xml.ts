import { AwsError } from '../aws-error.ts';

type Content = string | number | boolean | undefined | readonly string[];

/** One element: texts are escaped, a list holds elements already written, nothing for an absent value. */
export function element(name: string, content: Content): string {
  if (content === undefined) return '';
  const inner = Array.isArray(content) ? content.join('') : escapeText(String(content));
  return `<${name}>${inner}</${name}>`;
}

/** A whole document in S3's namespace. */
export function s3Document(name: string, elements: readonly string[]): string {
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${namespace}">${elements.join('')}</${name}>`;
}

/** The contents of every element of this name, as written; enough for the flat documents that clients send. */
export function readElements(xml: string, name: string): string[] {
  const pattern = new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g');
  return [...xml.matchAll(pattern)].map(([, inner = '']) => inner);
}

/** @throws AwsError MalformedXML when there is no such element */
export function readText(xml: string, name: string): string {
  const text = readOptionalText(xml, name);
  if (text !== undefined) return text;
  throw new AwsError('MalformedXML', `The XML you provided has no ${name}`);
}

export function readOptionalText(xml: string, name: string): string | undefined {
  const [inner] = readElements(xml, name);
  return inner === undefined ? undefined : unescapeText(inner.trim());
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

function unescapeText(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)))
    .replace(/&#(\d+);/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
