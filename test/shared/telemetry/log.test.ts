import { expect, test } from 'vitest';
import { createLog } from '../../../shared/telemetry/log.ts';
import { redact } from '../../../shared/telemetry/redact.ts';

function capture() {
  const lines: string[] = [];
  const log = createLog(
    (line) => lines.push(line),
    () => new Date(0),
  );
  return { log, lines };
}

test('a line is one JSON object with its code and ids', () => {
  const { log, lines } = capture();
  log.info('delivery.delivered', { destination: 'website', attempts: 2, missing: undefined });
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      code: 'delivery.delivered',
      destination: 'website',
      attempts: 2,
    },
  ]);
});

test('an error is told by name and message down its causes, without fields, stacks and secrets [P8]', () => {
  const { log, lines } = capture();
  const cause = Object.assign(new Error('GET https://s3.example/a.png?X-Amz-Signature=abc failed'), {
    apiKey: 'k-123',
  });
  log.error('record.failed', {}, new TypeError('broken', { cause }));
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    error: {
      name: 'TypeError',
      message: 'broken',
      cause: { name: 'Error', message: 'GET https://s3.example/a.png failed' },
    },
  });
  expect(lines[0]).not.toMatch(/abc|k-123|at /);
});

test.each([
  ['https://a.example/x.png?sig=1#y and more', 'https://a.example/x.png and more'],
  ['https://user:pass@a.example/x', 'https://a.example/x'],
  ['POST /webhooks/default/s3cr3tTok_en-1 403', 'POST /webhooks/default/… 403'],
  ['key whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==', 'key whsec_…'],
  ['{"apiKey":"abc123","other":1}', '{"apiKey":"…","other":1}'],
  ['api-key: abc123', 'api-key: …'],
  ['nothing to hide', 'nothing to hide'],
])('redacts [P8]: %s', (text, shown) => {
  expect(redact(text)).toBe(shown);
});
