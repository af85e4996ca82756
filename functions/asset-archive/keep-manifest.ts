import type { Bucket } from '../../shared/storage/bucket.ts';
import { type ArchivedFile, type ArchiveFolder, saveManifest, withFile } from './manifest.ts';

/** The manifest of one order while its files come in. */
export interface ManifestKeeper {
  find(objectKey: string): ArchivedFile | undefined;
  add(file: ArchivedFile): Promise<void>;
  /** Writes what was added since the last time. */
  save(): Promise<void>;
  /** Writes it as that of a revision whose files are all there. */
  finish(sequence: string): Promise<void>;
}

/** Content that a crash may cost to be read once more, for its digest: written after every file, it would cost a file. */
const MOST_UNSAVED_BYTES = 32 * 1024 * 1024;

export function keepManifest(archive: Bucket, template: string, claimed: ArchiveFolder): ManifestKeeper {
  const { names } = claimed;
  let { manifest } = claimed;
  let unsavedBytes = 0;
  let saved = true;

  async function write(): Promise<void> {
    await saveManifest(archive, template, { names, manifest });
    unsavedBytes = 0;
    saved = true;
  }

  const find = (objectKey: string) => manifest.files.find((file) => file.objectKey === objectKey);
  return {
    find,
    async add(file) {
      const isNew = find(file.objectKey)?.sha256 !== file.sha256;
      manifest = withFile(manifest, file);
      if (!isNew) return;
      saved = false;
      unsavedBytes += file.size;
      // Without a validator, the manifest alone tells that what is stored is the same.
      if (file.validator === null || unsavedBytes >= MOST_UNSAVED_BYTES) await write();
    },
    async save() {
      if (!saved) await write();
    },
    finish(sequence) {
      manifest = { ...manifest, sequence };
      return write();
    },
  };
}
