import { expect, it } from 'vitest';
import { registerAccounts } from '../../../infra/build/register-accounts.ts';

it('registers the other accounts when one fails, and says which', async () => {
  const events: unknown[] = [];
  const registered = await registerAccounts(['a', 'b', 'c'], async (name, event) => {
    events.push([name, event]);
    if ((event as { account: string }).account === 'b') throw new Error('the key is refused');
    return { outcome: 'registered' };
  });
  expect(events[0]).toEqual(['webhook-registration', { v: 1, job: 'webhook-registration', account: 'a' }]);
  expect(registered).toEqual([
    { account: 'a', outcome: 'registered', failed: false },
    { account: 'b', outcome: 'the key is refused', failed: true },
    { account: 'c', outcome: 'registered', failed: false },
  ]);
});
