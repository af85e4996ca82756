import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createFakeApi, json, rejection } from './fake-api.ts';

const KEY = 'sk-0123456789abcdef';
const PERSON = 'ana@agency.example';

const answers = [
  json({ message: `key ${KEY} of ${PERSON} is not valid` }, 403),
  json({ error: `${PERSON} ${KEY}` }, 404),
  json({ message: `${PERSON} exists already` }, 409),
  json({ detail: KEY }, 429),
  { status: 502, headers: {}, body: `<html>${KEY} ${PERSON}</html>` },
  { status: 200, headers: {}, body: `${PERSON} ${KEY}` },
];

test.each(answers.map((answer) => [answer.status, answer] as const))(
  '[P8] an error for %i shows neither key nor person, however it is written out',
  async (_, answer) => {
    const { client } = createFakeApi(() => answer, { apiKey: KEY });
    for (const call of [client.orders.get('a'), client.users.delete('u')]) {
      const error = (await rejection(call)) as Error;
      const written = `${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${error.stack}`;
      expect(written).not.toContain(KEY);
      expect(written).not.toContain(PERSON);
    }
  },
);
