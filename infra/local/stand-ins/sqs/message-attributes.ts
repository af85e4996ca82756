import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../json-object.ts';

/** Bytes that SQS counts for a message: its body and its attributes' names, types and values. */
export function messageBytes(body: string, attributes: JsonObject): number {
  const parts = Object.entries(attributes).flatMap(([name, attribute]) => [
    name,
    typeText(attribute),
    valueText(attribute),
  ]);
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part), Buffer.byteLength(body));
}

/**
 * SQS's digest of message attributes, which clients may verify; nothing for none.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function attributesMd5(attributes: JsonObject): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    const binary = isJsonObject(attribute) && attribute.BinaryValue !== undefined;
    for (const text of [name, typeText(attribute)]) hash.update(withLength(Buffer.from(text)));
    hash.update(Buffer.from([binary ? 2 : 1]));
    hash.update(withLength(Buffer.from(valueText(attribute), binary ? 'base64' : 'utf8')));
  }
  return hash.digest('hex');
}

/** The attributes that a receive asks for: `All`, `.*`, exact names, or a prefix followed by `.*`. */
export function selectAttributes(attributes: JsonObject, wanted: readonly string[]): JsonObject {
  const matches = (name: string): boolean =>
    wanted.some((pattern) => {
      if (pattern === 'All' || pattern === '.*' || pattern === name) return true;
      return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -1));
    });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => matches(name)));
}

function typeText(attribute: unknown): string {
  return isJsonObject(attribute) ? String(attribute.DataType ?? '') : '';
}

function valueText(attribute: unknown): string {
  return isJsonObject(attribute) ? String(attribute.StringValue ?? attribute.BinaryValue ?? '') : '';
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
