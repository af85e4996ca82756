/** A failure that a stand-in is told to show until the fault is taken away or its `times` are used up. */
export interface Fault {
  /**
   * `unavailable` and `throttled` answer with the service's own error and do nothing; `disconnect` hangs up instead of
   * answering and does nothing; `answer-lost` does the work and hangs up; `latency` works late; `partial` fails single
   * entries of a batch, where the service can.
   */
  readonly kind: 'unavailable' | 'throttled' | 'disconnect' | 'answer-lost' | 'latency' | 'partial';
  /** Operations it applies to, e.g. `SendMessage`; all when missing. */
  readonly actions?: readonly string[];
  /** Only requests whose input holds this text, e.g. a queue's name or an object's key. */
  readonly containing?: string;
  readonly latencyMs?: number;
  /** How many requests it hits; without end when missing. */
  readonly times?: number;
}

export interface FaultSwitch {
  set(fault: Fault | undefined): void;
  /** The fault this request meets; counts it. */
  take(action: string, input: string): Fault | undefined;
}

export function createFaultSwitch(): FaultSwitch {
  let current: Fault | undefined;
  let left = 0;
  return {
    set(fault) {
      current = fault;
      left = fault?.times ?? Number.POSITIVE_INFINITY;
    },
    take(action, input) {
      if (current === undefined || left <= 0 || !applies(current, action, input)) return undefined;
      left -= 1;
      return current;
    },
  };
}

export function applies(fault: Fault, action: string, input: string): boolean {
  return (fault.actions?.includes(action) ?? true) && input.includes(fault.containing ?? '');
}
