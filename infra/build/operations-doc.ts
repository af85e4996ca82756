import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type OperationId, operations } from '../../shared/cubicasa/operations.ts';

const ROOT = new URL('../..', import.meta.url);
export const OPERATIONS_DOC = fileURLToPath(new URL('docs/operations.md', ROOT));

/** The client's method for each operation. */
export const CLIENT_METHODS: Readonly<Record<OperationId, string>> = {
  getCompany: 'company.get',
  updateCompanyWebhook: 'company.updateWebhook',
  deleteCompanyWebhook: 'company.deleteWebhook',
  getCompanyPackage: 'company.package',
  sendCompanyMergeRequest: 'company.sendMergeRequest',
  listOffices: 'offices.list',
  createOffice: 'offices.create',
  listUsers: 'users.list',
  createUser: 'users.create',
  getUserByEmail: 'users.getByEmail',
  updateUser: 'users.update',
  deleteUser: 'users.delete',
  changeUserPassword: 'users.changePassword',
  sendPasswordResetLink: 'users.sendPasswordReset',
  listOrders: 'orders.list',
  getOrder: 'orders.get',
  upgradeOrder: 'orders.upgrade',
  redeliverOrder: 'orders.redeliver',
  getCombinedPdf: 'orders.combinedPdf',
  createRedrawOrder: 'orders.createRedraw',
  createChangeRequest: 'changeRequests.create',
  listChangeRequests: 'changeRequests.list',
  getChangeRequest: 'changeRequests.get',
  createDraftOrder: 'drafts.create',
  updateDraftOrder: 'drafts.update',
  deleteDraftOrder: 'drafts.delete',
  createGoToScanOrder: 'goToScan.create',
};

const HEADING = `# Operations

All 27 operations of CubiCasa's Integrate API v3 as the client (\`shared/cubicasa\`) knows them. Written by
\`node infra/build/operations-doc.ts\` from \`operations.ts\` and \`openapi.yaml\`; a test fails when it is out of date.

*Certainty* says how well the operation is known, *path* how well its method and address are: an operation whose path is
a \`placeholder\` is not called unless the caller passes \`allowUnverified\` or sets its path, and neither is a redraw,
since the type of its \`source\` is not known. Reads are repeated on 408, 429, 500, 502, 503, 504 and lost connections; no
write is ever repeated once a byte of it was sent.

Each is covered by the test of its name in \`test/conformance/conformance.test.ts\` (request and response held to the
strict reading of \`openapi.yaml\`), in \`fault-modes.test.ts\` (every open question and fault) and in
\`prism.integration.test.ts\` (a validating proxy between the two).
`;

type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly 'x-source'?: string }>>>>;
};

/** The page's text. */
export async function describeOperations(): Promise<string> {
  const document = parse(await readFile(new URL('shared/cubicasa/openapi.yaml', ROOT), 'utf8')) as Document;
  const names = Object.keys(operations) as OperationId[];
  const rows = names.map((name) => describeRow(name, document));
  const columns = '| operation | client | method and path | certainty | path | covered by | source |';
  return [HEADING, columns, '| --- | --- | --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}

function describeRow(name: OperationId, { paths }: Document): string {
  const { method, path, certainty, pathStatus } = operations[name];
  const source = paths[path]?.[method.toLowerCase()]?.['x-source'];
  const page = source === undefined ? 'title in navigation only' : `[page](${source})`;
  const cells = [name, `\`${CLIENT_METHODS[name]}\``, `\`${method} ${path}\``, certainty, pathStatus];
  return `| ${[...cells, `\`conformance.test.ts\` > ${name}`, page].join(' | ')} |`;
}

if (import.meta.main) await writeFile(OPERATIONS_DOC, await describeOperations());
