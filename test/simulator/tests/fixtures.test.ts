import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';
import { parseWebhook } from '../../../shared/cubicasa/webhook.ts';
import { GROUPS } from '../assets/asset-files.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

function fixtures(folder: string): { readonly name: string; readonly text: string }[] {
  const names = readdirSync(new URL(`${folder}/`, FIXTURES)).sort();
  return names.map((name) => ({ name, text: readFileSync(new URL(`${folder}/${name}`, FIXTURES), 'utf8') }));
}

test.each(fixtures('orders'))('the order $name is read by the client and nothing of it is lost', async ({ text }) => {
  const transport = async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: text });
  const client = createCubiCasaClient({ apiKey: 'k', baseUrl: 'https://simulator.example', transport });
  expect(await client.orders.get('any')).toEqual(JSON.parse(text));
});

test.each(fixtures('webhooks'))('the webhook $name is a known one', ({ text }) => {
  expect(parseWebhook(JSON.parse(text))).toEqual(JSON.parse(text));
});

test('one order has files in every group of the contract', () => {
  const text = fixtures('orders').find(({ name }) => name === 'ready-every-group.json')?.text ?? '{}';
  const { delivery_assets: groups } = JSON.parse(text) as { delivery_assets: Record<string, object | null> };
  expect(Object.keys(groups)).toEqual(GROUPS);
  expect(Object.values(groups).every((group) => group !== null && Object.keys(group).length > 0)).toBe(true);
});
