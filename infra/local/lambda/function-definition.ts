import { join } from 'node:path';
import type { ResolvedResource, ResolvedStack } from '../template/resolve-template.ts';
import { resourcesOf } from '../template/resolve-template.ts';
import { TemplateError } from '../template/template.ts';

/** A Lambda function as the template describes it. */
export interface FunctionDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundled artifact. */
  readonly codeDir: string;
  /** `index.handler` */
  readonly handler: string;
  readonly runtime: string;
  readonly roleArn: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrency: number | undefined;
  readonly recursionAllowed: boolean;
}

/** @param templateDir the synthesized folder, which holds the code as assets. @throws TemplateError */
export function readFunctions(stack: ResolvedStack, templateDir: string): FunctionDefinition[] {
  return resourcesOf(stack, 'AWS::Lambda::Function').map((resource) => readFunction(resource, templateDir));
}

interface FunctionProperties {
  readonly Code?: { readonly S3Key?: string };
  readonly Handler?: string;
  readonly Runtime?: string;
  readonly Role?: string;
  readonly MemorySize?: number;
  readonly Timeout?: number;
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
  readonly ReservedConcurrentExecutions?: number;
  readonly RecursiveLoop?: 'Allow' | 'Terminate';
}

function readFunction(resource: ResolvedResource, templateDir: string): FunctionDefinition {
  const properties = resource.properties as FunctionProperties;
  const { Code, Handler, Runtime, Role } = properties;
  const asset = /^([0-9a-f]+)\.zip$/.exec(Code?.S3Key ?? '')?.[1];
  if (asset === undefined) throw new TemplateError(`the code of ${resource.logicalId} is no asset of this template`);
  if (!Handler || !Role || !Runtime?.startsWith('nodejs')) {
    throw new TemplateError(`${resource.logicalId} needs a Handler, a Role and a Node.js Runtime`);
  }
  return {
    logicalId: resource.logicalId,
    name: resource.ref,
    arn: resource.attributes.Arn ?? '',
    codeDir: join(templateDir, `asset.${asset}`),
    handler: Handler,
    runtime: Runtime,
    roleArn: Role,
    memoryMb: properties.MemorySize ?? 128,
    timeoutMs: (properties.Timeout ?? 3) * 1_000,
    environment: properties.Environment?.Variables ?? {},
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    recursionAllowed: properties.RecursiveLoop === 'Allow',
  };
}
