/** Whether something holds; `unknown` where the policy says more than the gateway understands. */
export type Certainty = 'yes' | 'no' | 'unknown';

export function certain(holds: boolean): Certainty {
  return holds ? 'yes' : 'no';
}

export function not(certainty: Certainty): Certainty {
  if (certainty === 'unknown') return 'unknown';
  return certain(certainty === 'no');
}

/** All of them: one `no` decides, else one `unknown` spoils it. */
export function every(certainties: readonly Certainty[]): Certainty {
  if (certainties.includes('no')) return 'no';
  return certainties.includes('unknown') ? 'unknown' : 'yes';
}

/** Any of them: one `yes` decides, else one `unknown` spoils it. */
export function some(certainties: readonly Certainty[]): Certainty {
  return not(every(certainties.map(not)));
}
