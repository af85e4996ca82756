let offsetMs = 0;

/** Moves what this process takes for now; `performance` and timers stay on real time. */
export function setClockOffset(ms: number): void {
  offsetMs = ms;
}

/** Replaces the global `Date` by one whose now is moved; instants that are given stay what they are. */
export function installShiftedDate(): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + offsetMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, property) => (property === 'now' ? now : Reflect.get(target, property)),
  });
}
