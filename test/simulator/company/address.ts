import type { OrderAddress } from './order.ts';
import type { Random } from './random.ts';

const STREETS = ['Harbour Road', 'Mill Lane', 'Orchard Street', 'Station Avenue', 'Lake Drive', 'Chapel Hill'] as const;
interface Place {
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

const CITIES: readonly [Place, ...Place[]] = [
  { city: 'Springfield', state: 'Illinois', postalCode: '62701', latitude: 39.8, longitude: -89.65 },
  { city: 'Madison', state: 'Wisconsin', postalCode: '53703', latitude: 43.07, longitude: -89.4 },
  { city: 'Portland', state: 'Maine', postalCode: '04101', latitude: 43.66, longitude: -70.26 },
];

/** As a geocoder gives it back for an order made in the app: number apart, state in full. */
export function geocodedAddress(random: Random): OrderAddress {
  const place = random.pick(CITIES);
  const street = random.pick(STREETS);
  const number = String(1 + random.below(240));
  const suite = random.below(4) === 0 ? String(1 + random.below(9)) : null;
  return {
    fullAddress: `${number} ${street}, ${place.city}, ${place.state} ${place.postalCode}, United States`,
    street,
    number,
    suite,
    city: place.city,
    state: place.state,
    postalCode: place.postalCode,
    country: 'United States',
    latitude: round(place.latitude + random.next() / 50),
    longitude: round(place.longitude + random.next() / 50),
  };
}

/** The same place as a geocoder would return it, e.g. of a draft that was scanned apart from its draft. */
export function geocode(address: OrderAddress): OrderAddress {
  const numbered = /^(\d+\w?) (.+)$/.exec(address.street ?? '');
  return numbered === null ? address : { ...address, number: numbered[1] ?? null, street: numbered[2] ?? null };
}

function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
