import type { Operation } from './call.ts';
import { createChangeRequest, getChangeRequest, listChangeRequests } from './operations/change-requests.ts';
import { getCombinedPdf } from './operations/combined-pdf.ts';
import {
  deleteCompanyWebhook,
  getCompany,
  getCompanyPackage,
  sendCompanyMergeRequest,
  updateCompanyWebhook,
} from './operations/company.ts';
import {
  createDraftOrder,
  createGoToScanOrder,
  createRedrawOrder,
  deleteDraftOrder,
  updateDraftOrder,
} from './operations/new-orders.ts';
import { createOffice, listOffices } from './operations/offices.ts';
import { getOrder, listOrders, redeliverOrder, upgradeOrder } from './operations/orders.ts';
import { changeUserPassword, sendPasswordResetLink } from './operations/passwords.ts';
import { createUser, deleteUser, getUserByEmail, listUsers, updateUser } from './operations/users.ts';

export interface OperationEntry {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Template with `{names}`. */
  readonly path: string;
  readonly run: Operation;
}

/** All 27 operations of contract section 2. */
export const operationTable: Readonly<Record<string, OperationEntry>> = {
  getCompany: { method: 'GET', path: '/companies/info', run: getCompany },
  updateCompanyWebhook: { method: 'PATCH', path: '/companies/webhook', run: updateCompanyWebhook },
  deleteCompanyWebhook: { method: 'DELETE', path: '/companies/webhook', run: deleteCompanyWebhook },
  getCompanyPackage: { method: 'GET', path: '/companies/package', run: getCompanyPackage },
  sendCompanyMergeRequest: { method: 'POST', path: '/companies/merge-request', run: sendCompanyMergeRequest },
  listOffices: { method: 'GET', path: '/offices', run: listOffices },
  createOffice: { method: 'POST', path: '/offices', run: createOffice },
  listUsers: { method: 'GET', path: '/users', run: listUsers },
  createUser: { method: 'POST', path: '/users', run: createUser },
  changeUserPassword: { method: 'POST', path: '/users/change-password', run: changeUserPassword },
  sendPasswordResetLink: { method: 'POST', path: '/users/reset-password', run: sendPasswordResetLink },
  getUserByEmail: { method: 'GET', path: '/users/{user_id}', run: getUserByEmail },
  updateUser: { method: 'PATCH', path: '/users/{user_id}', run: updateUser },
  deleteUser: { method: 'DELETE', path: '/users/{user_id}', run: deleteUser },
  listOrders: { method: 'GET', path: '/orders', run: listOrders },
  createRedrawOrder: { method: 'POST', path: '/orders', run: createRedrawOrder },
  createDraftOrder: { method: 'POST', path: '/orders/draft', run: createDraftOrder },
  updateDraftOrder: { method: 'PATCH', path: '/orders/draft/{order_id}', run: updateDraftOrder },
  deleteDraftOrder: { method: 'DELETE', path: '/orders/draft/{order_id}', run: deleteDraftOrder },
  createGoToScanOrder: { method: 'POST', path: '/orders/gotoscan', run: createGoToScanOrder },
  getOrder: { method: 'GET', path: '/orders/{order_id}', run: getOrder },
  upgradeOrder: { method: 'POST', path: '/orders/{order_id}/post-purchase', run: upgradeOrder },
  redeliverOrder: { method: 'POST', path: '/orders/{order_id}/redeliver', run: redeliverOrder },
  getCombinedPdf: { method: 'GET', path: '/orders/{order_id}/combined-pdf', run: getCombinedPdf },
  createChangeRequest: { method: 'POST', path: '/orders/{order_id}/change-requests', run: createChangeRequest },
  listChangeRequests: { method: 'GET', path: '/orders/{order_id}/change-requests', run: listChangeRequests },
  getChangeRequest: {
    method: 'GET',
    path: '/orders/{order_id}/change-requests/{change_request_id}',
    run: getChangeRequest,
  },
};
