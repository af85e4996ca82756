import got from 'got';
import ky from 'ky';
import createOpenapiClient from 'openapi-fetch';
import { Pool } from 'undici';
import { createCubiCasaClient } from '../../../shared/cubicasa/index.ts';

export interface Contender {
  readonly name: string;
  readonly get: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}

const ORDER = '/orders/0f8c1a52-6f0e-4c0b-9d0e-2b7f5f0f9a11';
const headers = { accept: 'application/json', 'api-key': 'bench-key' };
const nothing = async (): Promise<void> => {};

export const CONTENDERS = ['cubicasa-relay', 'undici Pool + JSON.parse', 'global fetch', 'ky', 'got', 'openapi-fetch'];

/** Everything that reads one order over keep-alive, with at most `inFlight` connections where that can be said. */
export function createContenders(origin: string, inFlight: number): Contender[] {
  return [createOurs(origin, inFlight), createCeiling(origin, inFlight), ...createOthers(origin)];
}

/** With its limiter, retries, deadline and validation on. */
function createOurs(origin: string, concurrency: number): Contender {
  const requestsPerSecond = Number.POSITIVE_INFINITY;
  const client = createCubiCasaClient({ apiKey: 'bench-key', baseUrl: origin, concurrency, requestsPerSecond });
  return { name: 'cubicasa-relay', get: () => client.orders.get(ORDER.slice('/orders/'.length)), close: client.close };
}

function createCeiling(origin: string, connections: number): Contender {
  const pool = new Pool(origin, { connections });
  const get = async (): Promise<unknown> => {
    const { body } = await pool.request({ method: 'GET', path: ORDER, headers });
    return JSON.parse(await body.text());
  };
  return { name: 'undici Pool + JSON.parse', get, close: () => pool.destroy() };
}

function createOthers(origin: string): Contender[] {
  const openapi = createOpenapiClient<{ '/orders/{id}': { get: OrderGet } }>({ baseUrl: origin, headers });
  const path = { id: ORDER.slice('/orders/'.length) };
  return [
    { name: 'global fetch', get: async () => (await fetch(origin + ORDER, { headers })).json(), close: nothing },
    { name: 'ky', get: () => ky.get(origin + ORDER, { headers, retry: 0 }).json(), close: nothing },
    { name: 'got', get: () => got.get(origin + ORDER, { headers, retry: { limit: 0 } }).json(), close: nothing },
    { name: 'openapi-fetch', get: () => openapi.GET('/orders/{id}', { params: { path } }), close: nothing },
  ];
}

interface OrderGet {
  parameters: { path: { id: string } };
  responses: { 200: { content: { 'application/json': { id: string } } } };
}
