/** When a schedule is due next after an instant, in milliseconds since the epoch; times are UTC. */
export type NextDue = (after: number) => number;
