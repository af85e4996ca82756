import { defineConfig } from 'vitest/config';

/** The limits end what hangs, also on a machine that others keep busy; how fast something is, is measured elsewhere. */
const shared = { environment: 'node', testTimeout: 60_000, hookTimeout: 180_000, allowOnly: false } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      {
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.{integration,e2e,load}.test.ts'],
        },
      },
      { test: { ...shared, name: 'integration', include: ['test/**/*.integration.test.ts'], testTimeout: 300_000 } },
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['test/**/*.e2e.test.ts'],
          testTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...shared,
          name: 'load',
          include: ['test/**/*.load.test.ts'],
          testTimeout: 900_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
