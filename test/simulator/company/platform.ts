import { type Company, type CompanyOptions, createCompany } from './company.ts';
import { ControlError } from './parse-switches.ts';

/** CubiCasa as a whole: several companies, each behind its own key. */
export interface Platform {
  /** The company that is meant when none is named. */
  readonly main: Company;
  readonly companies: () => readonly Company[];
  /** @throws ControlError when the name is taken. */
  add(name: string): Company;
  byName(name: string): Company | undefined;
  /** Calls with a key that opens no company are refused by the main one. */
  byKey(apiKey: string | undefined): Company;
  byId(id: string): Company | undefined;
}

export function createPlatform(options: CompanyOptions): Platform {
  const main = createCompany(options);
  const byName = new Map([[main.name, main]]);
  const byKey = new Map([[main.apiKey, main]]);
  return {
    main,
    companies: () => [...byName.values()],
    add(name) {
      if (byName.has(name)) throw new ControlError(`there is a company ${name} already`);
      const company = createCompany({ ...options, name });
      byName.set(name, company);
      byKey.set(company.apiKey, company);
      return company;
    },
    byName: (name) => byName.get(name),
    byKey: (apiKey) => byKey.get(apiKey ?? '') ?? main,
    byId: (id) => [...byName.values()].find((company) => company.id === id),
  };
}
