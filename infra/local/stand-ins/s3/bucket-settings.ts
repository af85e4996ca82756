import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectLock } from './object-version.ts';
import { readOptionalText } from './xml.ts';

const DAY_MS = 86_400_000;

/** What a template sets on a bucket: documents as they were put. Versioning and default retention have an effect. */
export class BucketSettings {
  readonly #file: string;
  readonly #documents: Map<string, string>;

  constructor(directory: string) {
    this.#file = join(directory, 'settings.json');
    this.#documents = new Map(Object.entries(readDocuments(this.#file)));
  }

  get(name: string): string | undefined {
    return this.#documents.get(name);
  }

  set(name: string, document: string | undefined): void {
    if (document === undefined) this.#documents.delete(name);
    else this.#documents.set(name, document);
    writeFileSync(this.#file, JSON.stringify(Object.fromEntries(this.#documents)));
  }

  versioning(): 'Off' | 'Enabled' | 'Suspended' {
    const status = readOptionalText(this.get('BucketVersioning') ?? '', 'Status');
    return status === 'Enabled' || status === 'Suspended' ? status : 'Off';
  }

  /** The lock of an object that is written now without one of its own. */
  defaultLock(now: number): ObjectLock | undefined {
    const rule = this.get('BucketObjectLockConfiguration') ?? '';
    const mode = readOptionalText(rule, 'Mode');
    const days = Number(readOptionalText(rule, 'Days') ?? 0) + 365 * Number(readOptionalText(rule, 'Years') ?? 0);
    if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || days === 0) return undefined;
    return { mode, until: now + days * DAY_MS };
  }
}

function readDocuments(file: string): Record<string, string> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
