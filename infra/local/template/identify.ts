import { secretArn } from '../stand-ins/arn.ts';
import { physicalName } from './physical-name.ts';
import type { Place } from './place.ts';
import { type Properties, TemplateError } from './template.ts';

/** What `Ref` and `Fn::GetAtt` answer for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface Subject {
  readonly logicalId: string;
  /** The resource's own properties; names in them are resolved. */
  readonly named: (property: string) => string | undefined;
  readonly properties: Properties;
  readonly place: Place;
}

type Identify = (subject: Subject) => Identity;

const arn = ({ place }: Subject, service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.accountId}:${resource}`;

const nameOf = (subject: Subject, property: string, maxLength: number, suffix = ''): string =>
  subject.named(property) ?? physicalName(subject.place.stackName, subject.logicalId, maxLength, suffix);

/** A resource whose `Ref` is its name, and whose ARN is `<service>:…:<kind><name>`. */
function byName(property: string, maxLength: number, service: string, kind: string): Identify {
  return (subject) => {
    const name = nameOf(subject, property, maxLength);
    return { ref: name, attributes: { Arn: arn(subject, service, `${kind}${name}`), Name: name } };
  };
}

function identifyQueue(subject: Subject): Identity {
  const name = nameOf(subject, 'QueueName', 80, subject.properties.FifoQueue === true ? '.fifo' : '');
  const url = `${subject.place.sqsUrl}/${subject.place.accountId}/${name}`;
  return { ref: url, attributes: { Arn: arn(subject, 'sqs', name), QueueName: name, QueueUrl: url } };
}

function identifyBucket(subject: Subject): Identity {
  const name = nameOf(subject, 'BucketName', 63).toLowerCase();
  return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: `${name}.s3.amazonaws.com` } };
}

function identifyRole(subject: Subject): Identity {
  const name = nameOf(subject, 'RoleName', 64);
  return { ref: name, attributes: { Arn: `arn:aws:iam::${subject.place.accountId}:role/${name}`, RoleId: name } };
}

function identifySecret(subject: Subject): Identity {
  const name = nameOf(subject, 'Name', 256);
  const ref = secretArn(subject.place.region, name);
  return { ref, attributes: { Id: ref, Name: name } };
}

function identifyApi(subject: Subject): Identity {
  const id = physicalName(subject.place.stackName, subject.logicalId, 24).slice(-8);
  const endpoint = `https://${id}.execute-api.${subject.place.region}.amazonaws.com`;
  return { ref: id, attributes: { ApiId: id, ApiEndpoint: endpoint } };
}

function identifyTopic(subject: Subject): Identity {
  const name = nameOf(subject, 'TopicName', 256);
  const topicArn = arn(subject, 'sns', name);
  return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
}

const IDENTIFIERS: Readonly<Record<string, Identify>> = {
  'AWS::SQS::Queue': identifyQueue,
  'AWS::DynamoDB::Table': byName('TableName', 255, 'dynamodb', 'table/'),
  'AWS::S3::Bucket': identifyBucket,
  'AWS::SecretsManager::Secret': identifySecret,
  'AWS::Events::EventBus': byName('Name', 256, 'events', 'event-bus/'),
  'AWS::Lambda::Function': byName('FunctionName', 64, 'lambda', 'function:'),
  'AWS::IAM::Role': identifyRole,
  'AWS::ApiGatewayV2::Api': identifyApi,
  'AWS::Logs::LogGroup': byName('LogGroupName', 512, 'logs', 'log-group:'),
  'AWS::SNS::Topic': identifyTopic,
  'AWS::Scheduler::Schedule': byName('Name', 64, 'scheduler', 'schedule/default/'),
  'AWS::Scheduler::ScheduleGroup': byName('Name', 64, 'scheduler', 'schedule-group/'),
  'AWS::CloudWatch::Alarm': byName('AlarmName', 255, 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': byName('AlarmName', 255, 'cloudwatch', 'alarm:'),
  'AWS::KMS::Key': byName('KeyId', 64, 'kms', 'key/'),
};

/** Other types are referred to by their logical id and have no attributes here. */
export function identify(type: string, subject: Subject): Identity {
  return IDENTIFIERS[type]?.(subject) ?? { ref: subject.logicalId, attributes: {} };
}

/** @throws TemplateError for an attribute the local stack does not know: a made-up value would hide a fault. */
export function attributeOf(identity: Identity, logicalId: string, attribute: string): string {
  const value = identity.attributes[attribute];
  if (value === undefined) throw new TemplateError(`${logicalId} has no attribute ${attribute} in the local stack`);
  return value;
}
