import { type AccountSecret, isAccountName, parseAccountSecret } from './account-secret.ts';

/** The account has no secret, or its name cannot be one. */
export class UnknownAccountError extends Error {
  override readonly name = 'UnknownAccountError';
}

/** Secrets Manager could not be asked and nothing usable is cached: maybe later. */
export class SecretsUnavailableError extends Error {
  override readonly name: string = 'SecretsUnavailableError';
}

/** The secret is there and holds nothing usable: a person has to mend it. The message names the field. */
export class MalformedSecretError extends SecretsUnavailableError {
  override readonly name = 'MalformedSecretError';
}

export interface AccountSecrets {
  /** @throws UnknownAccountError | SecretsUnavailableError */
  load(account: string): Promise<AccountSecret>;
  /** After a refusal: reads again, at most once per account in 30 s; in between it answers what `load` would. */
  refresh(account: string): Promise<AccountSecret>;
}

export interface SecretStore extends AccountSecrets {
  /** As `refresh`. @throws SecretsUnavailableError also where what is cached is old and could not be read again */
  confirm(account: string): Promise<AccountSecret>;
}

export interface SecretStoreOptions {
  /** The secret's text, or nothing where no such secret exists. Throws when the service is away. */
  readonly read: (account: string) => Promise<string | undefined>;
  /**
   * Names of the accounts that there are, asked for at most once in `refreshEveryMs` while the reads of unknown names
   * are spent: then strangers are told from accounts that were not read yet. Left out, both have to wait.
   */
  readonly list?: () => Promise<ReadonlySet<string>>;
  readonly now: () => number;
  /** How long a secret is served without asking again. */
  readonly freshMs?: number;
  /** How old a secret may be while Secrets Manager is away. */
  readonly staleMs?: number;
  readonly refreshEveryMs?: number;
  /** How many names without a secret are remembered. */
  readonly negativeCapacity?: number;
  /** Reads of unknown names: so many at once, and as many that find no secret, one more of these per `refreshEveryMs`. */
  readonly unknownReads?: number;
}

interface Entry {
  readonly secret: AccountSecret;
  readonly readAt: number;
  /** When it was last asked for, in vain since `readAt`. */
  readonly askedAt: number;
}

/** Bounded in time for what exists and in number for what does not, so that bad calls cannot drain Secrets Manager. */
export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { read, list, now, freshMs = 300_000, staleMs = 86_400_000, refreshEveryMs = 30_000 } = options;
  const known = new Map<string, Entry>();
  const absent = createNegativeCache(options.negativeCapacity ?? 1_000, freshMs, now);
  const strangers = createReadBudget(options.unknownReads ?? 5, refreshEveryMs, now);
  const inFlight = new Map<string, Promise<AccountSecret>>();
  const listed = list && keepFor(list, refreshEveryMs, now);

  async function readSecret(account: string): Promise<AccountSecret> {
    const text = await read(account);
    if (text === undefined) {
      known.delete(account);
      absent.add(account);
      throw new UnknownAccountError(`account ${account} has no secret`);
    }
    strangers.giveBack();
    const secret = parseSecret(text);
    known.set(account, { secret, readAt: now(), askedAt: now() });
    return secret;
  }

  function readOnce(account: string): Promise<AccountSecret> {
    const pending = inFlight.get(account) ?? readSecret(account).finally(() => inFlight.delete(account));
    inFlight.set(account, pending);
    return pending;
  }

  async function readOrServeStale(account: string, entry: Entry): Promise<AccountSecret> {
    known.set(account, { ...entry, askedAt: now() });
    try {
      return await readOnce(account);
    } catch (error) {
      if (error instanceof UnknownAccountError || now() - entry.readAt > staleMs) throw asUnavailable(error);
      return entry.secret;
    }
  }

  /** Fresh, or old while Secrets Manager did not answer a moment ago. */
  function isGoodFor({ readAt, askedAt }: Entry, forMs: number): boolean {
    if (now() - readAt < forMs) return true;
    return askedAt > readAt && now() - askedAt < refreshEveryMs && now() - readAt <= staleMs;
  }

  async function load(account: string): Promise<AccountSecret> {
    const entry = known.get(account);
    if (entry !== undefined) {
      return isGoodFor(entry, freshMs) ? entry.secret : readOrServeStale(account, entry);
    }
    if (!isAccountName(account) || absent.has(account)) throw new UnknownAccountError('no such account');
    if (inFlight.has(account) || strangers.take()) return readAtOnce(account);
    return listed === undefined ? loadLater(account) : loadListed(account, listed);
  }

  function readAtOnce(account: string): Promise<AccountSecret> {
    return readOnce(account).catch((error: unknown) => Promise.reject(asUnavailable(error)));
  }

  async function loadListed(account: string, names: () => Promise<ReadonlySet<string>>): Promise<AccountSecret> {
    const existing = await names().catch((error: unknown) => Promise.reject(asUnavailable(error)));
    if (!existing.has(account)) throw new UnknownAccountError('no such account');
    return readAtOnce(account);
  }

  /** Reads that are under way may turn out to be no strangers'. */
  async function loadLater(account: string): Promise<AccountSecret> {
    if (inFlight.size === 0) throw new SecretsUnavailableError('too many names without a secret were asked for');
    await Promise.race(inFlight.values()).catch(() => undefined);
    return load(account);
  }

  async function refresh(account: string): Promise<AccountSecret> {
    const entry = known.get(account);
    if (entry === undefined) return load(account);
    if (isGoodFor(entry, refreshEveryMs)) return entry.secret;
    return readOrServeStale(account, entry);
  }

  async function confirm(account: string): Promise<AccountSecret> {
    const secret = await refresh(account);
    const readAt = known.get(account)?.readAt ?? 0;
    if (now() - readAt < freshMs) return secret;
    throw new SecretsUnavailableError('the account secret could not be read again');
  }

  return { load, refresh, confirm };
}

function parseSecret(text: string): AccountSecret {
  try {
    return parseAccountSecret(text);
  } catch (error) {
    throw new MalformedSecretError(error instanceof Error ? error.message : "the account's secret is unreadable");
  }
}

function asUnavailable(error: unknown): Error {
  if (error instanceof UnknownAccountError || error instanceof SecretsUnavailableError) return error;
  return new SecretsUnavailableError('the account secret could not be read', { cause: error });
}

function createNegativeCache(capacity: number, ttlMs: number, now: () => number) {
  const seen = new Map<string, number>();
  return {
    has: (name: string): boolean => (seen.get(name) ?? 0) > now(),
    add(name: string): void {
      seen.delete(name);
      seen.set(name, now() + ttlMs);
      const oldest = seen.keys().next();
      if (seen.size > capacity && !oldest.done) seen.delete(oldest.value);
    },
  };
}

/** What was asked for serves all who ask while it lasts; a failure serves those who wait for it. */
function keepFor<T>(ask: () => Promise<T>, forMs: number, now: () => number): () => Promise<T> {
  let kept: { readonly answer: Promise<T>; readonly until: number } | undefined;
  return () => {
    if (kept === undefined || kept.until <= now()) kept = { answer: ask(), until: now() + forMs };
    return kept.answer;
  };
}

function createReadBudget(burst: number, everyMs: number, now: () => number) {
  let left = burst;
  let since = now();
  return {
    take(): boolean {
      const earned = Math.floor((now() - since) / everyMs);
      if (earned > 0) {
        left = Math.min(burst, left + earned);
        since += earned * everyMs;
      }
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    /** What was found was no stranger's: many accounts may be read at once. */
    giveBack(): void {
      left = Math.min(burst, left + 1);
    },
  };
}
