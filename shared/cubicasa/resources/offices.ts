import type { Caller } from '../caller.ts';
import type { CallOptions } from '../client-options.ts';
import { listAll } from '../list-all.ts';
import { type Office, type OfficeCreate, type OfficeCreated, officeCreateSchema } from '../office.ts';
import { createPageFetcher } from '../page-fetcher.ts';
import type { Page } from '../read-page.ts';
import { readers } from '../readers.ts';
import type { PageFilter } from './users.ts';

/** Paths unknown: every call needs `allowUnverified`. */
export interface Offices {
  /** Every office of the company once, over all pages. Inferred; of the documentation only its title is known. */
  list(filter?: Omit<PageFilter, 'offset'>, options?: CallOptions): AsyncGenerator<Office>;
  /** One page, with where the next one starts. Inferred. */
  page(filter?: PageFilter, options?: CallOptions): Promise<Page<Office>>;
  /** Makes an office; its fields are presumed. Never repeated. Inferred; of the documentation only its title is known. */
  create(office: OfficeCreate, options?: CallOptions): Promise<OfficeCreated>;
}

export function createOffices(caller: Caller): Offices {
  const fetchPage = createPageFetcher(caller, 'listOffices', readers.office);
  const page = (filter: PageFilter = {}, options?: CallOptions): Promise<Page<Office>> => fetchPage(filter, options);

  return {
    list: (filter, options) => listAll('listOffices', filter, (paged) => page(paged, options)),
    page,
    create: (value, options) =>
      caller.call(
        { operation: 'createOffice', body: { value, schema: officeCreateSchema } },
        readers.officeCreated,
        options,
      ),
  };
}
