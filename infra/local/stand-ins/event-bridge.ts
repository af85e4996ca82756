import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT_ID } from './arn.ts';
import { AwsError } from './aws-error.ts';
import { describeEntryFault, entryBytes } from './event-entry.ts';
import { applies } from './fault.ts';
import { isJsonObject, type JsonObject, optionalText, requireText } from './json-object.ts';
import { type JsonRequest, jsonAnswer, type StandIn, startJsonService } from './json-service.ts';

export interface EventBridgeOptions {
  readonly region: string;
  readonly port?: number;
  readonly now?: () => number;
}

/** An event as a rule's target would get it. */
export interface BusEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  /** ISO instant */
  readonly time: string;
  readonly detail: unknown;
}

export interface EventBridgeStandIn extends StandIn {
  /** What was put on a bus so far, oldest first; on every bus when none is named. */
  events(bus?: string): readonly BusEvent[];
}

const MAX_ENTRIES = 10;
const MAX_REQUEST_BYTES = 1_048_576;

/**
 * Amazon EventBridge in memory: buses keep the events that were put on them, oldest first; `GET /?bus=<name>` shows
 * them from outside. No rules and no targets.
 * The fault `partial` fails the entries that hold its text and takes the others, as EventBridge may.
 */
export async function startEventBridge(options: EventBridgeOptions): Promise<EventBridgeStandIn> {
  const now = options.now ?? Date.now;
  const buses = new Set(['default']);
  const events: BusEvent[] = [];
  const arnOf = (bus: string): string => `arn:aws:events:${options.region}:${LOCAL_ACCOUNT_ID}:event-bus/${bus}`;

  function createBus({ input }: JsonRequest): JsonObject {
    const name = requireText(input, 'Name');
    if (buses.has(name)) throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
    buses.add(name);
    return { EventBusArn: arnOf(name) };
  }

  function describeBus({ input }: JsonRequest): JsonObject {
    const name = busName(optionalText(input, 'Name'));
    if (!buses.has(name)) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
    return { Name: name, Arn: arnOf(name) };
  }

  function putEntry(entry: JsonObject, failed: boolean): JsonObject {
    const bus = busName(optionalText(entry, 'EventBusName'));
    if (failed) return { ErrorCode: 'ThrottlingException', ErrorMessage: 'the stand-in is told to fail this entry' };
    const fault = describeEntryFault(entry);
    if (fault !== undefined) return fault;
    const id = randomUUID();
    // EventBridge answers success for a bus that does not exist and drops the event.
    if (buses.has(bus)) events.push(toEvent(id, bus, entry, now()));
    return { EventId: id };
  }

  function putEvents({ input, fault }: JsonRequest): JsonObject {
    const entries = Array.isArray(input.Entries) ? input.Entries.filter(isJsonObject) : [];
    if (entries.length < 1 || entries.length > MAX_ENTRIES) {
      throw new AwsError('ValidationException', `Entries must hold 1 to ${MAX_ENTRIES} entries`);
    }
    if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > MAX_REQUEST_BYTES) {
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    }
    const fails = (entry: JsonObject): boolean =>
      fault?.kind === 'partial' && applies(fault, 'PutEvents', JSON.stringify(entry));
    const results = entries.map((entry) => putEntry(entry, fails(entry)));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: results };
  }

  const actions: Readonly<Record<string, (request: JsonRequest) => JsonObject>> = {
    PutEvents: putEvents,
    CreateEventBus: createBus,
    DescribeEventBus: describeBus,
  };
  const eventsOf = (bus?: string): BusEvent[] => events.filter((event) => bus === undefined || event.bus === bus);
  const service = await startJsonService({
    port: options.port,
    version: '1.1',
    faultErrors,
    inspect: ({ searchParams }) => eventsOf(searchParams.get('bus') ?? undefined),
    async handle(request) {
      const action = actions[request.action];
      if (action === undefined) throw new AwsError('UnknownOperationException', `${request.action} is not supported`);
      return jsonAnswer('1.1', action(request));
    },
  });
  return { ...service, events: eventsOf };
}

/** A bus may be named by its ARN. */
function busName(nameOrArn = 'default'): string {
  return nameOrArn.replace(/^arn:aws:events:[^:]*:\d{12}:event-bus\//, '');
}

function toEvent(id: string, bus: string, entry: JsonObject, now: number): BusEvent {
  const seconds = typeof entry.Time === 'number' ? entry.Time : now / 1000;
  return {
    id,
    bus,
    source: String(entry.Source),
    detailType: String(entry.DetailType),
    time: new Date(seconds * 1000).toISOString(),
    detail: JSON.parse(String(entry.Detail)),
  };
}

const faultErrors = {
  unavailable: () => new AwsError('InternalException', 'the stand-in is told to be unavailable', 500),
  throttled: () => new AwsError('ThrottlingException', 'the stand-in is told to throttle'),
};
