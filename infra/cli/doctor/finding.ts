/** One thing that was checked; `mend` says what to do where it is not well, `note` what else to know. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly mend?: string;
  readonly note?: string;
}

export function finding(check: string, ok: boolean, mend: string): Finding {
  return ok ? { check, ok } : { check, ok, mend };
}
