import { follow, type JsonSchema } from './openapi-document.ts';

type Fields = Readonly<Record<string, JsonSchema>>;

/**
 * A schema of the document as a test reads it: every documented field is required, no other is allowed, enums are closed.
 * Where the document says that the fields are unknown, it stays as open as it is.
 */
export function strictSchema(schema: unknown): JsonSchema {
  const own = writeOut(schema);
  if (own['x-unknown'] === true) return tolerantSchema(own);
  return { ...mapParts(own, strictSchema), ...closeChoices(own), ...closeFields(own) };
}

/** A schema as it stands, references written out. */
export function tolerantSchema(schema: unknown): JsonSchema {
  return mapParts(writeOut(schema), tolerantSchema);
}

function writeOut(schema: unknown): JsonSchema {
  const { $ref, ...beside } = schema as JsonSchema;
  return $ref === undefined ? beside : { ...follow<JsonSchema>({ $ref }), ...beside };
}

function mapParts(schema: JsonSchema, map: (part: unknown) => JsonSchema): JsonSchema {
  const { anyOf, items, properties } = schema as { anyOf?: unknown[]; items?: unknown; properties?: Fields };
  const fields = Object.entries(properties ?? {}).map(([name, field]) => [name, map(field)]);
  return {
    ...schema,
    ...(anyOf && { anyOf: anyOf.map(map) }),
    ...(items !== undefined && { items: map(items) }),
    ...(properties && { properties: Object.fromEntries(fields) }),
  };
}

function closeFields({ properties }: JsonSchema): JsonSchema {
  if (properties === undefined) return {};
  const fields = Object.entries(properties as Fields).filter(([, field]) => field['x-alias-of'] === undefined);
  return {
    properties: Object.fromEntries(fields.map(([name, field]) => [name, strictSchema(field)])),
    required: fields.filter(([, field]) => field['x-may-be-absent'] !== true).map(([name]) => name),
    additionalProperties: false,
  };
}

/** Beside an enum, "any other text" says that the set is open: strictly it is not. */
function closeChoices({ anyOf }: JsonSchema): JsonSchema {
  if (anyOf === undefined) return {};
  const choices = (anyOf as JsonSchema[]).map(strictSchema);
  const closed = choices.some((choice) => choice.enum !== undefined);
  return { anyOf: choices.filter((choice) => !closed || choice.enum !== undefined || choice.type !== 'string') };
}
