import { createCaller } from './caller.ts';
import { type ClientOptions, connect } from './client-options.ts';
import { type CompanyOperations, createCompanyOperations } from './resources/company.ts';
import { createOrders, type Orders } from './resources/orders.ts';
import { createUsers, type Users } from './resources/users.ts';

/** CubiCasa's Integrate API v3 for one company. */
export interface CubiCasaClient {
  readonly orders: Orders;
  readonly users: Users;
  readonly company: CompanyOperations;
  /** Ends all connections. Without it idle ones end by themselves and keep no process alive. */
  close(): Promise<void>;
}

/** @throws TypeError on an unusable key or base URL. Opens no connection before the first call. */
export function createCubiCasaClient(options: ClientOptions): CubiCasaClient {
  const connection = connect(options);
  const caller = createCaller(connection);
  return {
    orders: createOrders(caller),
    users: createUsers(caller),
    company: createCompanyOperations(caller),
    close: connection.close,
  };
}
