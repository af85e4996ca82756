import { describe, expect, test } from 'vitest';
import { changeRequestSchema } from '../../../shared/cubicasa/change-request.ts';
import { companySchema, messageSchema, webhookRegistrationSchema } from '../../../shared/cubicasa/company.ts';
import { draftOrderWriteSchema, redrawOrderCreateSchema, upgradeSchema } from '../../../shared/cubicasa/draft-order.ts';
import { officeSchema } from '../../../shared/cubicasa/office.ts';
import { orderSchema } from '../../../shared/cubicasa/order.ts';
import type { Schema } from '../../../shared/cubicasa/schema.ts';
import {
  passwordChangeSchema,
  passwordResetSchema,
  userCreatedSchema,
  userCreateSchema,
  userSchema,
  userUpdateSchema,
} from '../../../shared/cubicasa/user.ts';
import { follow, type JsonSchema } from '../../conformance/openapi-document.ts';

/** Every field below the schema with its kind, e.g. `info.product.add_ons[] choice`. */
function ownFields(schema: Schema, path = ''): string[] {
  switch (schema.kind) {
    case 'nullable':
    case 'files':
      return ownFields(schema.of, path);
    case 'list':
      return ownFields(schema.item, `${path}[]`);
    case 'object':
      return Object.entries({ ...schema.required, ...schema.optional }).flatMap(([name, field]) =>
        ownFields(field, path === '' ? name : `${path}.${name}`),
      );
    case 'choice':
      return [`${path} text`];
    default:
      return [`${path} ${schema.kind}`];
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  integer: 'number',
  boolean: 'flag',
};

function documentedFields(schema: JsonSchema, path = ''): string[] {
  const own = follow<JsonSchema>(schema);
  const type = [own.type].flat().find((one) => one !== 'null');
  if (own.anyOf !== undefined) return documentedFields(firstOf(own.anyOf as JsonSchema[]), path);
  if (type === 'array') return documentedFields(own.items as JsonSchema, `${path}[]`);
  if (own.properties === undefined) return [`${path} ${KINDS[String(type)] ?? 'anything'}`];
  return Object.entries(own.properties as Record<string, JsonSchema>).flatMap(([name, field]) =>
    documentedFields(field, path === '' ? name : `${path}.${name}`),
  );
}

function firstOf(choices: readonly JsonSchema[]): JsonSchema {
  return choices.find((choice) => choice.type !== 'null') ?? {};
}

const component = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

describe('the client knows the fields that the OpenAPI document knows', () => {
  /** The six kinds of files share one set of lists in the client; which group has which is the document's to say. */
  const group = /^(delivery_assets\.(?:listing_floorplans|home_?report|gla_package|snapshot|property_data))\..*/;
  const merge = (fields: readonly string[]) =>
    [...new Set(fields.map((field) => field.replace(group, '$1 files')))].sort();

  test.each<[string, Schema]>([
    ['Order', orderSchema],
    ['User', userSchema],
    ['UserCreate', userCreateSchema],
    ['UserCreated', userCreatedSchema],
    ['UserUpdate', userUpdateSchema],
    ['PasswordChange', passwordChangeSchema],
    ['PasswordReset', passwordResetSchema],
    ['Office', officeSchema],
    ['Company', companySchema],
    ['WebhookRegistration', webhookRegistrationSchema],
    ['Message', messageSchema],
    ['DraftOrderWrite', draftOrderWriteSchema],
    ['RedrawOrderCreate', redrawOrderCreateSchema],
    ['PostPurchase', upgradeSchema],
    ['ChangeRequest', changeRequestSchema],
  ])('%s', (name, schema) => {
    expect(merge(ownFields(schema))).toEqual(merge(documentedFields(component(name))));
  });
});

test.each<[string, Schema]>([
  ['DraftOrderWrite', draftOrderWriteSchema],
  ['RedrawOrderCreate', redrawOrderCreateSchema],
  ['UserCreate', userCreateSchema],
  ['PasswordChange', passwordChangeSchema],
])('%s demands what the document demands', (name, schema) => {
  const { required } = follow<{ required: string[] }>(component(name));
  expect(Object.keys(schema.kind === 'object' ? schema.required : {}).sort()).toEqual(required.toSorted());
});
