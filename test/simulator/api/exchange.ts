/** A call as it arrives, whatever carried it. */
export interface SimulatedRequest {
  readonly method: string;
  /** Below the API's base, percent-encoded, e.g. `/orders/draft`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
}

export interface SimulatedReply {
  /**
   * `answered`; `hung`: nothing ever comes; `reset`: the connection ends without an answer;
   * `cut-off`: it ends in the middle of the body.
   */
  readonly connection: 'answered' | 'hung' | 'reset' | 'cut-off';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Time that passes before the answer. */
  readonly delayMs: number;
}
