import type { Destination } from '../../../shared/delivery/destination.ts';

/** A deployed relay as the command sees it: on AWS or on this machine. */
export interface Deployment {
  /** For people: `the local stack`, `cubicasa-relay-prod in eu-west-1`. */
  readonly place: string;
  readonly local: boolean;
  readonly region: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly endpoints?: Readonly<Record<ServiceName, string>>;
  readonly outputs: DeploymentOutputs;
  /** Unix milliseconds by its clock: that of a local stack can be moved ahead. */
  readonly now: () => number;
}

export type ServiceName = 'sqs' | 'dynamodb' | 's3' | 'secretsManager' | 'lambda' | 'events';

/** What the stack publishes of itself. */
export interface DeploymentOutputs {
  readonly ledgerTable: string;
  readonly revisionsBucket: string;
  readonly auditBucket: string;
  readonly rostersBucket: string;
  readonly accountSecretPrefix: string;
  readonly webhookBaseUrl: string;
  /** By the design's names, dead-letter queues included. */
  readonly queues: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
  readonly destinations: readonly DeployedDestination[];
}

/** A destination as it is configured; its queue is among the queues. */
export type DeployedDestination = Omit<Destination, 'queueUrl'>;

/** @throws Error naming every output that is missing. */
export function parseOutputs(outputs: Readonly<Record<string, string>>): DeploymentOutputs {
  const wanted = ['LedgerTable', 'RevisionsBucket', 'AuditBucket', 'RostersBucket', 'AccountSecretPrefix'] as const;
  const all = [...wanted, 'WebhookBaseUrl', 'Queues', 'Functions', 'Destinations'] as const;
  const missing = all.filter((name) => !outputs[name]);
  if (missing.length > 0) throw new Error(`the stack lacks the outputs ${missing.join(', ')}: deploy it again`);
  const text = (name: (typeof all)[number]): string => outputs[name] ?? '';
  return {
    ledgerTable: text('LedgerTable'),
    revisionsBucket: text('RevisionsBucket'),
    auditBucket: text('AuditBucket'),
    rostersBucket: text('RostersBucket'),
    accountSecretPrefix: text('AccountSecretPrefix'),
    webhookBaseUrl: text('WebhookBaseUrl'),
    queues: JSON.parse(text('Queues')) as Record<string, string>,
    functions: JSON.parse(text('Functions')) as Record<string, string>,
    destinations: JSON.parse(text('Destinations')) as DeployedDestination[],
  };
}
