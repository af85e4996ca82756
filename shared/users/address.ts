import { domainToASCII } from 'node:url';

const ADDRESS = /^[^\s\p{C}@<>,;:]+@[^\s\p{C}@<>,;:]+$/u;
const DOMAIN = /^[^\s\p{C}@*<>,;:]+$/u;

/** One bare address: no name before it, no second one, nothing invisible. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text.trim());
}

/** A domain as it stands behind the `@`: neither `@agency.example` nor `*.agency.example`. */
export function isDomain(text: string): boolean {
  return DOMAIN.test(text.trim());
}

/**
 * One spelling of an address for comparison: Unicode normal form C, no surrounding space, no letter case, and of a
 * domain in other letters the form that DNS has.
 */
export function normalizeAddress(address: string): string {
  const normal = address.trim().normalize('NFC').toLowerCase();
  const domainAt = normal.lastIndexOf('@') + 1;
  return normal.slice(0, domainAt) + toAscii(normal.slice(domainAt));
}

function toAscii(domain: string): string {
  return /^[ -~]*$/.test(domain) ? domain : domainToASCII(domain) || domain;
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
