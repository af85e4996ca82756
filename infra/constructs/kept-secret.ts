import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

export interface KeptSecretProps {
  readonly name: string;
  readonly description: string;
  /** Fields that are known; one more is generated. */
  readonly template: Readonly<Record<string, string>>;
  readonly generatedField: string;
}

/** 48 letters and digits, about 285 bits, safe in a path. */
const LENGTH = 48;

/** A secret whose value Secrets Manager makes, so that the template holds none; kept when the stack goes. */
export function createKeptSecret(scope: Construct, id: string, props: KeptSecretProps): Secret {
  const secret = new Secret(scope, id, {
    secretName: props.name,
    description: props.description,
    generateSecretString: {
      secretStringTemplate: JSON.stringify(props.template),
      generateStringKey: props.generatedField,
      passwordLength: LENGTH,
      excludePunctuation: true,
      includeSpace: false,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'the other side has to learn the new value: the operator rotates it with the relay command',
  });
  return secret;
}
