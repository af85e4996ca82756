import { describe, expect, it } from 'vitest';
import {
  planRegistration,
  type RegistrationSituation,
} from '../../../functions/webhook-registration/plan-registration.ts';
import { WEBHOOK_TRIGGERS } from '../../../shared/accounts/webhook-settings.ts';

const url = 'https://api.example/webhooks/default/token-2';
const foreign = 'https://other.example/hook';

function situation(parts: Partial<RegistrationSituation> & { existing?: 'none' | 'replace' | { keep: string[] } }) {
  const { existing = 'none', ...rest } = parts;
  return {
    url,
    ourPrefix: 'https://api.example/webhooks/default/',
    settings: { existing, triggers: WEBHOOK_TRIGGERS },
    known: undefined,
    company: {},
    takeOver: false,
    ...rest,
  };
}
const known = { v: 1, triggers: WEBHOOK_TRIGGERS, keep: [], urlDigest: 'd', at: 't' } as const;
const readable = (...webhook_urls: string[]) => ({ company: { webhook_urls } });

describe('planRegistration', () => {
  it.each([
    ['nothing is registered', situation(readable()), 'patch'],
    ['only an older address of ours is registered', situation(readable(`${url}-old`)), 'patch'],
    ['another system is registered', situation(readable(foreign)), 'ask'],
    ['another system may be replaced', situation({ ...readable(foreign), existing: 'replace' }), 'patch'],
    ['another system is to be kept', situation({ ...readable(foreign), existing: { keep: [foreign] } }), 'patch'],
    ['an operator takes over', situation({ ...readable(foreign), takeOver: true }), 'patch'],
    ['nothing can be read the first time', situation({}), 'ask'],
    ['nothing can be read later', situation({ known }), 'patch'],
  ] as const)('when %s', (_name, given, wanted) => {
    expect(planRegistration(given).do).toBe(wanted);
  });

  it('registers ours first and what is to be kept beside it', () => {
    const plan = planRegistration(situation({ ...readable(), existing: { keep: [foreign] } }));
    expect(plan).toEqual({ do: 'patch', urls: [url, foreign], keep: [foreign] });
  });
});
