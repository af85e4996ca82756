import { RESOURCE_KINDS, type ResourceTreatment } from './resource-kinds.ts';
import { type Template, TemplateError } from './template.ts';

export interface ResourceTypeRow {
  readonly type: string;
  readonly treatment: ResourceTreatment;
  readonly count: number;
}

/** One row per resource type, in the template's order. @throws TemplateError naming every resource of an unknown type. */
export function classifyResources(template: Template): ResourceTypeRow[] {
  const counts = new Map<string, number>();
  const unknown: string[] = [];
  for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
    if (RESOURCE_KINDS[Type] === undefined) unknown.push(`${logicalId} (${Type})`);
    counts.set(Type, (counts.get(Type) ?? 0) + 1);
  }
  if (unknown.length > 0) {
    throw new TemplateError(
      `the local stack does not know what to do with ${unknown.join(', ')}: add the type to resource-kinds.ts`,
    );
  }
  return [...counts].map(([type, count]) => ({ type, count, treatment: RESOURCE_KINDS[type] ?? 'not run' }));
}
