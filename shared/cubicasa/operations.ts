/** How well an operation's existence and behaviour is known. */
export type Certainty = 'documented' | 'seen-in-code' | 'inferred';

/** How well its method and path are known; a `placeholder` is invented and is never called unless the caller opts in. */
export type PathStatus = 'verified' | 'deduced' | 'seen-in-code' | 'placeholder';

/** The methods that the Integrate API is known to use. */
export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Where an operation lives and how certain that is. */
export interface Operation {
  readonly method: HttpMethod;
  /** Below the base URL, with `{name}` for each parameter. */
  readonly path: string;
  readonly certainty: Certainty;
  readonly pathStatus: PathStatus;
}

function operation<M extends HttpMethod>(
  method: M,
  path: string,
  certainty: Certainty,
  pathStatus: PathStatus,
): Operation & { readonly method: M } {
  return { method, path, certainty, pathStatus };
}

/** Every operation of the Integrate API v3, by the operationId of `openapi.yaml`. */
export const operations = {
  getCompany: operation('GET', '/companies/info', 'seen-in-code', 'seen-in-code'),
  updateCompanyWebhook: operation('PATCH', '/companies/webhook', 'documented', 'verified'),
  deleteCompanyWebhook: operation('DELETE', '/companies/webhook', 'inferred', 'deduced'),
  getCompanyPackage: operation('GET', '/companies/package', 'inferred', 'placeholder'),
  sendCompanyMergeRequest: operation('POST', '/companies/merge-request', 'inferred', 'placeholder'),
  listOffices: operation('GET', '/offices', 'inferred', 'placeholder'),
  createOffice: operation('POST', '/offices', 'inferred', 'placeholder'),
  listUsers: operation('GET', '/users', 'documented', 'verified'),
  createUser: operation('POST', '/users', 'documented', 'verified'),
  getUserByEmail: operation('GET', '/users/{user_id}', 'inferred', 'deduced'),
  updateUser: operation('PATCH', '/users/{user_id}', 'inferred', 'deduced'),
  deleteUser: operation('DELETE', '/users/{user_id}', 'documented', 'verified'),
  changeUserPassword: operation('POST', '/users/change-password', 'documented', 'verified'),
  sendPasswordResetLink: operation('POST', '/users/reset-password', 'documented', 'verified'),
  listOrders: operation('GET', '/orders', 'documented', 'verified'),
  getOrder: operation('GET', '/orders/{order_id}', 'documented', 'verified'),
  upgradeOrder: operation('POST', '/orders/{order_id}/post-purchase', 'documented', 'verified'),
  redeliverOrder: operation('POST', '/orders/{order_id}/redeliver', 'inferred', 'placeholder'),
  getCombinedPdf: operation('GET', '/orders/{order_id}/combined-pdf', 'seen-in-code', 'seen-in-code'),
  createRedrawOrder: operation('POST', '/orders', 'inferred', 'deduced'),
  createChangeRequest: operation('POST', '/orders/{order_id}/change-requests', 'documented', 'verified'),
  listChangeRequests: operation('GET', '/orders/{order_id}/change-requests', 'inferred', 'deduced'),
  getChangeRequest: operation(
    'GET',
    '/orders/{order_id}/change-requests/{change_request_id}',
    'documented',
    'verified',
  ),
  createDraftOrder: operation('POST', '/orders/draft', 'seen-in-code', 'deduced'),
  updateDraftOrder: operation('PATCH', '/orders/draft/{order_id}', 'documented', 'verified'),
  deleteDraftOrder: operation('DELETE', '/orders/draft/{order_id}', 'inferred', 'deduced'),
  createGoToScanOrder: operation('POST', '/orders/gotoscan', 'inferred', 'placeholder'),
} as const satisfies Record<string, Operation>;

/** Names all 27 operations, as `openapi.yaml` does. */
export type OperationId = keyof typeof operations;

/** Paths found out on a real account, by operation; an overridden path no longer counts as a placeholder. */
export type PathOverrides = Readonly<Partial<Record<OperationId, string>>>;
