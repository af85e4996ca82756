export interface RegisteredAccount {
  readonly account: string;
  /** What webhook-registration answered, or why it failed. */
  readonly outcome: string;
  readonly failed: boolean;
}

/** Runs webhook-registration for every account; one that fails stops no other. */
export async function registerAccounts(
  accounts: readonly string[],
  invoke: (name: string, event: unknown) => Promise<unknown>,
): Promise<RegisteredAccount[]> {
  const registered: RegisteredAccount[] = [];
  for (const account of accounts) {
    try {
      const answer = await invoke('webhook-registration', { v: 1, job: 'webhook-registration', account });
      registered.push({ account, outcome: outcomeOf(answer), failed: false });
    } catch (error) {
      registered.push({ account, outcome: error instanceof Error ? error.message : String(error), failed: true });
    }
  }
  return registered;
}

function outcomeOf(answer: unknown): string {
  const { outcome } = (answer ?? {}) as { readonly outcome?: unknown };
  return typeof outcome === 'string' ? outcome : 'no answer';
}
