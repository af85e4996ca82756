import { expect, test } from 'vitest';
import { webhookUpdateSchema } from '../../../shared/cubicasa/company.ts';
import { draftOrderWriteSchema, upgradeSchema } from '../../../shared/cubicasa/draft-order.ts';
import { findViolations } from '../../../shared/cubicasa/find-violations.ts';
import { userCreateSchema } from '../../../shared/cubicasa/user.ts';

const draft = {
  street: '12 Harbour Road',
  city: 'Springfield',
  country: 'United States',
  owner_email: 'ana@agency.example',
};

test.each([
  ['a complete draft', draftOrderWriteSchema, { ...draft, postalCode: '62701', add_ons: ['gla'], suite: undefined }],
  ['an upgrade to nothing but add-ons', upgradeSchema, { package_type: null, add_ons: ['gla'] }],
  ['a user with a known role', userCreateSchema, { email: 'ana@agency.example', role: 'Manager' }],
])('%s is sent', (_, schema, value) => {
  expect(findViolations(schema, value)).toEqual([]);
});

test.each([
  ['all missing fields at once', draftOrderWriteSchema, { street: ' ' }, ['street', 'city', 'country', 'owner_email']],
  ['an object as info', draftOrderWriteSchema, { ...draft, info: { text: 'hello' } }, ['info']],
  ['a nested address', draftOrderWriteSchema, { ...draft, address: {} }, ['address']],
  ['a latitude that is no number', draftOrderWriteSchema, { ...draft, latitude: Number.NaN }, ['latitude']],
  ['an add-on that is no text', draftOrderWriteSchema, { ...draft, add_ons: ['gla', 3] }, ['add_ons[1]']],
  ['a role in small letters', userCreateSchema, { email: 'a@b.example', role: 'manager' }, ['role']],
  [
    'the early shape of a registration',
    webhookUpdateSchema,
    { url: 'https://a.example', secret: 's' },
    ['webhook_urls', 'webhook_triggers', 'url', 'secret'],
  ],
  ['a list', upgradeSchema, [], ['']],
])('%s is refused before anything is sent', (_, schema, value, paths) => {
  expect(findViolations(schema, value).map(({ path }) => path)).toEqual(paths);
});
