import { AwsError } from './aws-error.ts';
import { isJsonObject, type JsonObject, requireText } from './json-object.ts';
import type { JsonAnswer, JsonRequest } from './json-service.ts';

type Action = (request: JsonRequest) => Promise<JsonObject>;

/** What CloudFormation sets on a table and the engine does not know: stored, answered, without effect. */
export function createTableSettings(forward: (request: JsonRequest) => Promise<JsonAnswer>): Record<string, Action> {
  const timeToLive = new Map<string, JsonObject>();
  const recovery = new Map<string, boolean>();

  /** @throws AwsError when there is no such table */
  async function existingTable(request: JsonRequest): Promise<string> {
    const name = tableName(requireText(request.input, 'TableName'));
    const body = Buffer.from(JSON.stringify({ TableName: name }));
    const answer = await forward({ ...request, action: 'DescribeTable', body });
    if (answer.status !== 200) throw new AwsError('ResourceNotFoundException', `Table: ${name} not found`);
    return name;
  }

  function backups(table: string): JsonObject {
    const status = recovery.get(table) ? 'ENABLED' : 'DISABLED';
    return {
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
      },
    };
  }

  return {
    async UpdateTimeToLive(request) {
      const specification = objectField(request.input, 'TimeToLiveSpecification');
      timeToLive.set(await existingTable(request), specification);
      return { TimeToLiveSpecification: specification };
    },
    async DescribeTimeToLive(request) {
      const { Enabled, AttributeName } = timeToLive.get(await existingTable(request)) ?? {};
      const enabled = { TimeToLiveStatus: 'ENABLED', AttributeName };
      return { TimeToLiveDescription: Enabled === true ? enabled : { TimeToLiveStatus: 'DISABLED' } };
    },
    async UpdateContinuousBackups(request) {
      const table = await existingTable(request);
      const specification = objectField(request.input, 'PointInTimeRecoverySpecification');
      recovery.set(table, specification.PointInTimeRecoveryEnabled === true);
      return backups(table);
    },
    DescribeContinuousBackups: async (request) => backups(await existingTable(request)),
  };
}

/** A table may be named by its ARN too. */
function tableName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:aws:dynamodb:[^:]*:\d{12}:table\//, '');
}

function objectField(input: JsonObject, field: string): JsonObject {
  const value = input[field];
  if (isJsonObject(value)) return value;
  throw new AwsError('ValidationException', `${field} must be an object`);
}
