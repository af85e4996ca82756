import type { HttpAccess } from './event-sources/http-api/http-api.ts';
import type { Denial } from './gateway/policy.ts';
import type { Template } from './template/template.ts';

export interface StackOptions {
  /** A synthesized folder: one template and the functions' code. */
  readonly templateDir: string;
  /** Where S3 keeps its files; emptied at the start. */
  readonly dataDir: string;
  readonly region?: string | undefined;
  /** Of the webhook's HTTP API; a free one when missing. */
  readonly port?: number | undefined;
  /**
   * Processes that one function may have at once, each with its share of a queue: 1 when missing, which keeps the whole
   * stack small. On AWS it is as many as there is work.
   */
  readonly processesPerFunction?: number | undefined;
  /** Seconds between open sweeps in place of what the template says. */
  readonly sweepSeconds?: number | undefined;
  /** Changes the template before it is run: a local address, a planted fault. */
  readonly transformTemplate?: ((template: Template) => Template) | undefined;
  /** Where `npm run relay` finds the stack; none is written when missing. */
  readonly stateFile?: string | undefined;
  readonly onEvent?: ((event: StackEvent) => void) | undefined;
}

/** What happens inside, as it happens. */
export type StackEvent =
  | ({ readonly type: 'denied' } & Denial)
  | ({ readonly type: 'access' } & HttpAccess)
  | { readonly type: 'log'; readonly functionName: string; readonly line: string }
  | { readonly type: 'trouble'; readonly source: string; readonly code: string; readonly message: string };
