import { createCaller } from './caller.ts';
import { type CallOptions, type ClientOptions, connect } from './client-options.ts';
import type { OperationId } from './operations.ts';
import { callOperation, type OperationInput, type RawRequest, type RawResponse, rawRequest } from './raw-request.ts';
import { type ChangeRequests, createChangeRequests } from './resources/change-requests.ts';
import { type CompanyOperations, createCompanyOperations } from './resources/company.ts';
import { createDrafts, type Drafts } from './resources/drafts.ts';
import { createGoToScan, type GoToScan } from './resources/go-to-scan.ts';
import { createOffices, type Offices } from './resources/offices.ts';
import { createOrders, type Orders } from './resources/orders.ts';
import { createUsers, type Users } from './resources/users.ts';

/**
 * CubiCasa's Integrate API v3 for one company. Every method throws CubiCasaError's family, or the signal's reason; reads
 * are repeated with backoff, writes never once a byte of them was sent.
 */
export interface CubiCasaClient {
  readonly orders: Orders;
  readonly drafts: Drafts;
  readonly changeRequests: ChangeRequests;
  readonly goToScan: GoToScan;
  readonly users: Users;
  readonly offices: Offices;
  readonly company: CompanyOperations;
  /** Any operation of the table, its answer as it came. */
  callOperation(operation: OperationId, input?: OperationInput, options?: CallOptions): Promise<RawResponse>;
  /** What the table does not hold yet. */
  rawRequest(request: RawRequest, options?: CallOptions): Promise<RawResponse>;
  /** Ends all connections. Without it idle ones end by themselves and keep no process alive. */
  close(): Promise<void>;
}

/** @throws TypeError on an unusable key, base URL, path or limit. Opens no connection before the first call. */
export function createCubiCasaClient(options: ClientOptions): CubiCasaClient {
  const connection = connect(options);
  const caller = createCaller(connection);
  const orders = createOrders(caller);
  return {
    orders,
    drafts: createDrafts(caller, orders),
    changeRequests: createChangeRequests(caller),
    goToScan: createGoToScan(caller, orders),
    users: createUsers(caller),
    offices: createOffices(caller),
    company: createCompanyOperations(caller),
    callOperation: (operation, input, call) => callOperation(caller, operation, input, call),
    rawRequest: (request, call) => rawRequest(connection, request, call),
    close: connection.close,
  };
}
