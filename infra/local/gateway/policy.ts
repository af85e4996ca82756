/** One statement of a role's policy, as the template gives it once its references are resolved. */
export interface PolicyStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
}

/** Who an access key stands for. */
export interface Principal {
  /** The role's name, for whoever reads of a refusal. */
  readonly name: string;
  /** With it, the request's signature is verified. */
  readonly secretAccessKey?: string;
  readonly statements: readonly PolicyStatement[];
}

/** The statements of a principal that may do all. */
export const OPERATOR_STATEMENTS: readonly PolicyStatement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

/** One thing a request does to one resource. */
export interface Access {
  /** e.g. `sqs:SendMessage` */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resource. */
  readonly resource: string;
  /** Condition keys in lower case, with every value the request has for them. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** An access that was refused, in words a person can act on. */
export interface Denial {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly message: string;
}
