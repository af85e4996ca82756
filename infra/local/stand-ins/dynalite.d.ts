declare module 'dynalite' {
  import type { Readable } from 'node:stream';

  interface DynaliteOptions {
    /** How long a new table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    /** Where to keep the data; in memory when missing. */
    readonly path?: string;
  }

  /** The parts of a request that it reads. */
  type DynaliteRequest = Readable & {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
  };

  /** The parts of a response that it writes. */
  interface DynaliteResponse {
    statusCode: number;
    setHeader(name: string, value: string | number): void;
    end(text: string): void;
  }

  /** The part of its `http.Server` that works without listening. */
  interface DynaliteServer {
    emit(event: 'request', request: DynaliteRequest, response: DynaliteResponse): boolean;
  }

  /** A pure JavaScript DynamoDB. */
  export default function dynalite(options?: DynaliteOptions): DynaliteServer;
}
