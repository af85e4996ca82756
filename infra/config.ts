import { defineConfig } from './define-config.ts';

/** What an operator edits. Every field is described where its type is: infra/configuration/. */
export default defineConfig({
  // Begins the names of the stack and of its secrets.
  prefix: 'cubicasa-relay',
  stage: 'prod',
  region: 'eu-west-1',

  // Who hears of a fault. Or a topic of your own: { topicArn: 'arn:aws:sns:…' }.
  alarms: { email: 'operations@example.com' },

  // Registering replaces what another system registered with CubiCasa: 'none' if there is nothing else,
  // 'replace' if it may go, or { keep: ['https://…'] }.
  webhooks: { existing: 'none', triggers: ['moved_to_draft', 'moved_to_pending', 'moved_to_ready', 'moved_to_fixing'] },

  // Looks for changes whose webhook never came.
  sweep: { callsPerHour: 600, deepDays: 14, silenceHours: 12 },

  // Reports who should no longer have a CubiCasa user. Nobody is deleted before mode is 'enforce' and a plan is approved.
  cleanup: {
    mode: 'report',
    roster: { key: 'roster.csv', addressColumn: 'email', leftOnColumn: 'left_on' },
    graceDays: 14,
  },

  // Days; auditLockDays makes the records of removals undeletable for so long.
  retention: { revisionsDays: 400, logsDays: 90 },

  // Where events go. Each has its own queue, dead-letter queue, role and function; remove what you do not need.
  destinations: [
    // Your own consumer reads the queue destination-own-consumer.fifo.
    { name: 'own-consumer', kind: 'queue' },
    // Signed POSTs (Standard Webhooks); only what a website shows.
    {
      name: 'website',
      kind: 'http',
      url: 'https://www.example.com/hooks/cubicasa',
      filter: {
        kinds: ['first-delivery', 'change-delivered', 'quick-edit', 'product-added', 'redelivered', 'removed'],
      },
    },
    // Every file of every revision, in S3.
    { name: 'archive', kind: 'archive', filter: { statuses: ['Ready'] } },
    // An EventBridge bus for everything else.
    { name: 'bus', kind: 'event-bus' },
  ],
});
