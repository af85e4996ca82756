import type { ResourceTypeRow } from './template/classify-resources.ts';
import type { ResourceTreatment } from './template/resource-kinds.ts';

const TREATMENTS: readonly ResourceTreatment[] = ['run', 'checked only', 'not run'];

/** What is done with each resource type of the template, one line a treatment. */
export function describeTemplate(rows: readonly ResourceTypeRow[]): string[] {
  return TREATMENTS.map((treatment) => {
    const types = rows.filter((row) => row.treatment === treatment).map(({ type, count }) => `${type} ×${count}`);
    return `  ${`${treatment}:`.padEnd(13)} ${types.join(', ') || '-'}`;
  });
}
