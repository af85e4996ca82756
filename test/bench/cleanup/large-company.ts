import { startLoopbackServer } from '../../../infra/local/stand-ins/loopback-server.ts';

export interface LargeCompany {
  readonly url: string;
  /** Pages of users, and everything else, that were asked for. */
  readonly calls: { users: number; others: number };
  close(): Promise<void>;
}

export function addressOf(id: number): string {
  return `user${id}@agency.example`;
}

/** CubiCasa with so many users, whose list is all that cleanup asks for. */
export async function startLargeCompany(users: number): Promise<LargeCompany> {
  const calls = { users: 0, others: 0 };
  const server = await startLoopbackServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost');
    const isList = url.pathname.endsWith('/users');
    calls[isList ? 'users' : 'others'] += 1;
    const page = isList ? pageOf(users, url.searchParams) : { items: [], pagination: { has_more: false } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  });
  return { url: server.url, calls, close: () => server.close() };
}

function pageOf(users: number, query: URLSearchParams) {
  const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
  const count = Math.max(0, Math.min(limit, users - offset));
  const next = offset + count;
  return {
    items: Array.from({ length: count }, (_, place) => toUser(offset + place)),
    pagination: { has_more: next < users, next_offset: next },
  };
}

/** With everything that CubiCasa shows of a user, as large as it really is. */
function toUser(id: number) {
  return {
    id: `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`,
    email: addressOf(id),
    name: 'Ana',
    surname: `Agent ${id}`,
    role: 'Collaborator',
    office_id: '00000000-0000-4000-8000-000000000000',
    email_confirmed: true,
    created_at: 1_700_000_000.25,
  };
}
