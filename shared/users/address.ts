/** One spelling of an address for comparison: Unicode normal form C, no surrounding space, no letter case. */
export function normalizeAddress(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}

/** What follows the last `@`, normalized; empty where there is none. */
function domainOf(address: string): string {
  const normal = normalizeAddress(address);
  const at = normal.lastIndexOf('@');
  return at === -1 ? '' : normal.slice(at + 1);
}

/** A domain holds its subdomains: `eu.agency.example` lies in `agency.example`. */
export function liesIn(address: string, domains: readonly string[]): boolean {
  const domain = domainOf(address);
  return domains.some((one) => {
    const wanted = normalizeAddress(one);
    return domain === wanted || domain.endsWith(`.${wanted}`);
  });
}
