export type { ChangeRequest } from './change-request.ts';
export { type CubiCasaClient, createCubiCasaClient } from './client.ts';
export { type CallOptions, type ClientOptions, PRODUCTION_URL } from './client-options.ts';
export type { CombinedPdf } from './combined-pdf.ts';
export {
  type Company,
  type Message,
  REGISTRABLE_TRIGGERS,
  type WebhookRegistration,
  type WebhookUpdate,
} from './company.ts';
export type { DraftOrderWrite, RedrawOrderCreate, Upgrade } from './draft-order.ts';
export type { Drift, DriftKind, OnDrift } from './drift.ts';
export { dateOf } from './epoch.ts';
export {
  AmbiguousOutcomeError,
  ConflictError,
  CubiCasaError,
  InvalidInputError,
  NotFoundError,
  RefusedError,
  type Resolution,
  UnverifiedOperationError,
  UpstreamError,
  type UpstreamReason,
  type Violation,
} from './errors.ts';
export type { Office, OfficeCreate, OfficeCreated } from './office.ts';
export {
  type Certainty,
  type HttpMethod,
  type Operation,
  type OperationId,
  operations,
  type PathOverrides,
  type PathStatus,
} from './operations.ts';
export {
  ADD_ONS,
  type Address,
  type AssetFiles,
  type DeliveryAssets,
  type KnownOrderStatus,
  ORDER_STATUSES,
  type Order,
  type OrderInfo,
  type OrderProduct,
  type OrderStatus,
  PACKAGE_TYPES,
  type Tour,
} from './order.ts';
export { nextOffset, type Pagination } from './pagination.ts';
export type { OperationInput, RawRequest, RawResponse } from './raw-request.ts';
export type { Page } from './read-page.ts';
export type { OpenAnswer } from './readers.ts';
export type { ChangeRequests } from './resources/change-requests.ts';
export type { CompanyOperations } from './resources/company.ts';
export type { Drafts } from './resources/drafts.ts';
export type { GoToScan } from './resources/go-to-scan.ts';
export type { Offices } from './resources/offices.ts';
export type { OrderFilter, OrderPageFilter, Orders } from './resources/orders.ts';
export type { PageFilter, Users } from './resources/users.ts';
export {
  type Transport,
  TransportError,
  type TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';
export {
  type PasswordChange,
  USER_ROLES,
  type User,
  type UserCreate,
  type UserCreated,
  type UserRole,
  type UserUpdate,
} from './user.ts';
export { type OrderStatusWebhook, parseWebhook, UnknownWebhookError } from './webhook.ts';
