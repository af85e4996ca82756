import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BucketSettings } from './bucket-settings.ts';
import type { NewVersion, ObjectVersion } from './object-version.ts';

/** The objects of one bucket: an index in memory over files on disk. Commits are synchronous, so conditions hold. */
export class BucketFiles {
  readonly name: string;
  readonly settings: BucketSettings;
  /** For bodies that are still arriving; on the same disk, so that a commit is a rename. */
  readonly incoming: string;
  readonly #objects: string;
  readonly #now: () => number;
  readonly #versions = new Map<string, ObjectVersion[]>();
  #order = 0;

  constructor(directory: string, name: string, settings: BucketSettings, now: () => number) {
    this.name = name;
    this.settings = settings;
    this.incoming = join(directory, 'incoming');
    this.#objects = join(directory, 'objects');
    this.#now = now;
    rmSync(this.incoming, { recursive: true, force: true });
    mkdirSync(this.incoming, { recursive: true });
    mkdirSync(this.#objects, { recursive: true });
    this.#load();
  }

  isEmpty(): boolean {
    return this.#versions.size === 0;
  }

  /** Every key that has a version, in S3's order: by UTF-8 bytes. */
  keys(): string[] {
    return [...this.#versions.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  /** Newest first; empty for a key that never was. */
  versions(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** What a read without a version gets; nothing behind a delete marker. */
  current(key: string): ObjectVersion | undefined {
    const [newest] = this.versions(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  dataFile(version: ObjectVersion): string {
    return join(this.#directory(version.key), `${version.versionId}.data`);
  }

  /** Makes a file of `incoming` the current version. */
  commit(file: string, version: NewVersion): ObjectVersion {
    const added = this.#place({ ...version, deleteMarker: false });
    renameSync(file, this.dataFile(added));
    this.#record(added);
    return added;
  }

  /** Puts a delete marker, or removes the only version where none are kept. */
  markDeleted(key: string): ObjectVersion | undefined {
    if (this.settings.versioning() === 'Off') {
      this.removeVersion(key, 'null');
      return undefined;
    }
    const marker = this.#place({ key, deleteMarker: true, etag: '', size: 0, headers: {} });
    rmSync(this.dataFile(marker), { force: true });
    this.#record(marker);
    return marker;
  }

  removeVersion(key: string, versionId: string): ObjectVersion | undefined {
    const removed = this.versions(key).find((version) => version.versionId === versionId);
    if (removed === undefined) return undefined;
    const left = this.versions(key).filter((version) => version !== removed);
    rmSync(this.dataFile(removed), { force: true });
    rmSync(this.#recordFile(removed), { force: true });
    if (left.length > 0) this.#versions.set(key, left);
    else this.#forget(key);
    return removed;
  }

  #place(version: NewVersion & { readonly deleteMarker: boolean }): ObjectVersion {
    const versionId = this.settings.versioning() === 'Enabled' ? randomBytes(16).toString('hex') : 'null';
    mkdirSync(this.#directory(version.key), { recursive: true });
    this.#order += 1;
    return { ...version, versionId, order: this.#order, lastModified: this.#now() };
  }

  /** A version without an id of its own takes the place, and the files, of the one before. */
  #record(version: ObjectVersion): void {
    writeFileSync(this.#recordFile(version), JSON.stringify(version));
    const others = this.versions(version.key).filter(({ versionId }) => versionId !== version.versionId);
    this.#versions.set(version.key, [version, ...others]);
  }

  #forget(key: string): void {
    this.#versions.delete(key);
    rmSync(this.#directory(key), { recursive: true, force: true });
  }

  #recordFile(version: ObjectVersion): string {
    return join(this.#directory(version.key), `${version.versionId}.json`);
  }

  /** Keys may be longer than a file's name may, and hold anything. */
  #directory(key: string): string {
    return join(this.#objects, createHash('sha256').update(key).digest('hex'));
  }

  #load(): void {
    for (const directory of readdirSync(this.#objects)) {
      const records = readdirSync(join(this.#objects, directory)).filter((file) => file.endsWith('.json'));
      const versions = records.map((file) => readRecord(join(this.#objects, directory, file)));
      const [newest] = versions.sort((a, b) => b.order - a.order);
      if (newest === undefined) continue;
      this.#versions.set(newest.key, versions);
      this.#order = Math.max(this.#order, newest.order);
    }
  }
}

function readRecord(file: string): ObjectVersion {
  return JSON.parse(readFileSync(file, 'utf8')) as ObjectVersion;
}
