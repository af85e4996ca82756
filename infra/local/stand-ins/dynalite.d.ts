declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** How long a new table stays in CREATING. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    /** Where to keep the data; in memory when missing. */
    readonly path?: string;
  }

  /** A pure JavaScript DynamoDB; closing the server closes its store. */
  export default function dynalite(options?: DynaliteOptions): Server;
}
