import { describe, expect, test } from 'vitest';
import { mergeDraft } from '../../../shared/cubicasa/draft-body.ts';
import {
  AmbiguousOutcomeError,
  type CubiCasaClient,
  InvalidInputError,
  type Order,
} from '../../../shared/cubicasa/index.ts';
import type { TransportRequest, TransportResponse } from '../../../shared/cubicasa/transport.ts';
import { createFakeApi, json, page, rejection } from './fake-api.ts';

const NOW_SECONDS = 1_758_540_000;
const draft = {
  street: '12 Harbour Road',
  city: 'Springfield',
  country: 'United States',
  owner_email: 'ana@agency.example',
  external_id: 'JOB-1042',
};

/** A write that is lost on its way back; reads are answered by `reads`. */
function createLossy(reads: (request: TransportRequest) => TransportResponse) {
  return createFakeApi((request) => (request.method === 'GET' ? reads(request) : json({ message: 'oops' }, 502)));
}

async function resolveLost(
  write: (client: CubiCasaClient) => Promise<unknown>,
  reads: (request: TransportRequest) => TransportResponse,
) {
  const { client } = createLossy(reads);
  const error = await rejection(write(client));
  expect(error).toBeInstanceOf(AmbiguousOutcomeError);
  return (error as AmbiguousOutcomeError).resolve();
}

const listed = (externalId: string | null, createdAt: number) =>
  page([{ id: 'o1', info: { external_id: externalId, created_at: createdAt } }]);

describe('a draft of unknown outcome', () => {
  const create = (client: CubiCasaClient) => client.drafts.create(draft);
  test.each([
    ['is there by its external id', listed('JOB-1042', NOW_SECONDS), 'done'],
    ['is not there', listed('JOB-9', NOW_SECONDS), 'not-done'],
    ['is not taken for an older one of the same name', listed('JOB-1042', NOW_SECONDS - 86_400), 'not-done'],
  ])('%s', async (_, answer, outcome) => {
    expect(await resolveLost(create, () => answer)).toMatchObject({ outcome });
  });
  test('without an external id stays unknown', async () => {
    const { external_id: _, ...anonymous } = draft;
    expect(
      await resolveLost(
        (client) => client.drafts.create(anonymous),
        () => page([]),
      ),
    ).toEqual({ outcome: 'unknown' });
  });
});

describe('[P9] other writes of unknown outcome', () => {
  const upgraded = json({ id: 'a', info: { product: { package_type: 'plus', add_ons: ['gla'] } } });
  const registered = json({ webhook_urls: ['https://hooks.example/a'], webhook_triggers: ['moved_to_ready'] });
  const registration = { webhook_urls: ['https://hooks.example/a'], webhook_triggers: ['moved_to_ready'] as const };
  test.each<[string, (client: CubiCasaClient) => Promise<unknown>, TransportResponse, string]>([
    ['a purchase is seen on the order', (c) => c.orders.upgrade('a', { add_ons: ['gla'] }), upgraded, 'done'],
    [
      'a purchase is missing on the order',
      (c) => c.orders.upgrade('a', { package_type: 'plus_3d' }),
      upgraded,
      'not-done',
    ],
    ['a deleted user is gone from the list', (c) => c.users.delete('u2'), page([{ id: 'u1' }]), 'done'],
    ['a user is still there', (c) => c.users.delete('u1'), page([{ id: 'u1' }]), 'not-done'],
    [
      'an invited user is in the list',
      (c) => c.users.create({ email: 'Ana@Agency.example' }),
      page([{ id: 'u', email: 'ana@agency.example' }]),
      'done',
    ],
    ['a deleted draft is gone', (c) => c.drafts.delete('a'), json({}, 404), 'done'],
    ['a draft is still there', (c) => c.drafts.delete('a'), json({ id: 'a' }), 'not-done'],
    ['a registration is echoed', (c) => c.company.updateWebhook(registration), registered, 'done'],
    [
      'a registration is another',
      (c) => c.company.updateWebhook({ ...registration, webhook_urls: [] }),
      registered,
      'not-done',
    ],
    ['a registration is not shown', (c) => c.company.updateWebhook(registration), json({ profile: {} }), 'unknown'],
    ['a removed registration is not there', (c) => c.company.deleteWebhook(), json({ webhook_urls: [] }), 'done'],
    ['a password cannot be looked up', (c) => c.users.sendPasswordReset('ana@agency.example'), json({}), 'unknown'],
  ])('%s', async (_, write, reads, outcome) => {
    expect(await resolveLost(write, () => reads)).toMatchObject({ outcome });
  });
});

describe('a draft’s update', () => {
  const there = {
    id: 'a',
    info: {
      status: 'Draft',
      external_id: 'JOB-1042',
      add_info: 'gate code 7',
      created_by: 'desk@agency.example',
      product: { package_type: 'base', add_ons: [] },
    },
    address: {
      street: '12 Harbour Road',
      number: null,
      suite: '4',
      city: 'Springfield',
      postalCode: '62701',
      country: 'United States',
    },
  };
  const update = async (changes: Parameters<CubiCasaClient['drafts']['update']>[1], order: object = there) => {
    const api = createFakeApi(() => json(order));
    const error = await api.client.drafts.update('a', changes).catch((thrown: unknown) => thrown);
    const sent = api.requests.find(({ method }) => method === 'PATCH');
    return { error, sent: sent && JSON.parse(sent.body ?? '') };
  };

  test('sends the whole body with the changes over what is there', async () => {
    const { sent } = await update({ suite: '5', owner_email: 'ben@agency.example' });
    expect(sent).toEqual({
      street: '12 Harbour Road',
      suite: '5',
      city: 'Springfield',
      country: 'United States',
      postalCode: '62701',
      info: 'gate code 7',
      external_id: 'JOB-1042',
      package_type: 'base',
      add_ons: [],
      owner_email: 'ben@agency.example',
    });
  });
  test('is refused when a required field is neither given nor there', async () => {
    const { error, sent } = await update({ suite: '5' });
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ violations: [{ path: 'owner_email', text: 'is required' }] });
    expect(sent).toBeUndefined();
  });
  test('does not guess where a separate house number belongs', async () => {
    const order = { ...there, address: { ...there.address, street: 'Harbour Road', number: '12' } };
    expect((await update({ owner_email: 'ana@agency.example' }, order)).error).toMatchObject({
      violations: [{ path: 'street' }],
    });
  });
});

describe('a user by address', () => {
  test('is asked for with the whole address encoded', async () => {
    const { client, requests } = createFakeApi(() => json({ id: 'u', email: 'a+b@agency.example' }));
    await client.users.getByEmail('a+b@agency.example');
    expect(requests[0]?.url).toBe('https://api.example/v3/users/a%2Bb%40agency.example');
  });
  test.each([404, 405])('is looked for in the list after %i', async (status) => {
    const { client } = createFakeApi(({ url }) =>
      url.includes('/users/')
        ? json({}, status)
        : page([
            { id: 'x', email: 'x@a.example' },
            { id: 'u', email: 'Ana@a.example' },
          ]),
    );
    expect(await client.users.getByEmail('ana@a.example')).toMatchObject({ id: 'u' });
    expect(await rejection(client.users.getByEmail('nobody@a.example'))).toMatchObject({ name: 'NotFoundError' });
  });
});

describe('the combined PDF', () => {
  const link = { kind: 'link', link: 'https://files.example/a.pdf' };
  test.each<[string, TransportResponse, object]>([
    ['as JSON', json({ url: link.link }), link],
    ['as JSON under another name', json({ pdf_url: link.link }), link],
    ['as a redirect', { status: 302, headers: { location: link.link }, body: '' }, link],
    [
      'as a redirect on the same host',
      { status: 302, headers: { location: '/a.pdf' }, body: '' },
      { kind: 'link', link: 'https://api.example/a.pdf' },
    ],
    [
      'as bytes',
      { status: 200, headers: { 'content-type': 'application/pdf' }, body: Buffer.from('%PDF-1.7 x') },
      { kind: 'document' },
    ],
  ])('is read %s', async (_, response, expected) => {
    const { client, requests } = createFakeApi(() => response);
    expect(await client.orders.combinedPdf('a')).toMatchObject(expected);
    expect(requests).toHaveLength(1);
  });
  test.each([
    json({ message: 'later' }),
    { status: 302, headers: {}, body: '' },
    { status: 200, headers: {}, body: 'hello' },
  ])('that is none of these is an upstream error', async (response) => {
    const { client } = createFakeApi(() => response);
    expect(await rejection(client.orders.combinedPdf('a'))).toMatchObject({ name: 'UpstreamError' });
  });
});

test('nothing is said of a draft where more orders are there than are looked through', async () => {
  const others = (offset: number) =>
    page(
      Array.from({ length: 50 }, (_, place) => ({ id: `o${offset + place}`, info: {} })),
      { has_more: true, next_offset: offset + 50 },
    );
  const reads = ({ url }: TransportRequest) => others(Number(new URL(url).searchParams.get('offset')));
  const outcome = await resolveLost((client) => client.drafts.create(draft), reads);
  expect(outcome).toEqual({ outcome: 'unknown' });
});

test('an upgrade of an order that shows no product is unknown', async () => {
  const upgrade = (client: CubiCasaClient) => client.orders.upgrade('o1', { add_ons: ['gla'] });
  expect(await resolveLost(upgrade, () => json({ id: 'o1', info: {} }))).toEqual({ outcome: 'unknown' });
});

test('a user of long ago is not the one whose creation is in doubt', async () => {
  const user = { id: 'u', email: 'ana@agency.example' };
  const create = (client: CubiCasaClient) => client.users.create({ email: user.email });
  const old = await resolveLost(create, () => page([{ ...user, created_at: 1 }]));
  expect(old).toEqual({ outcome: 'not-done' });
  const fresh = await resolveLost(create, () => page([{ ...user, created_at: NOW_SECONDS }]));
  expect(fresh).toMatchObject({ outcome: 'done' });
});

describe('the body of a draft that is updated', () => {
  const order = {
    id: 'o1',
    address: { street: '5th Avenue', number: '5', city: 'Springfield', suite: '4', country: 'United States' },
  } as Order;

  test('leaves a house number that only looks like part of the street for the caller to place', () => {
    expect(mergeDraft(order, {})).not.toHaveProperty('street');
    expect(mergeDraft({ ...order, address: { ...order.address, street: '5 Fifth Avenue' } }, {})).toMatchObject({
      street: '5 Fifth Avenue',
    });
  });

  test('takes a blank for a wish', () => {
    expect(mergeDraft(order, { suite: '' })).toMatchObject({ suite: '', city: 'Springfield' });
  });
});
