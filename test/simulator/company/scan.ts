import { notify } from '../webhooks/notify.ts';
import { geocode, geocodedAddress } from './address.ts';
import type { Company } from './company.ts';
import { findDraft } from './draft.ts';
import { addOrder, changeOrder } from './keep-orders.ts';
import type { Creator, SimulatedOrder } from './order.ts';

/** A scan of a draft. Where scans do not keep the draft's id, the draft stays and the scan is an order of its own. */
export function scanDraft(company: Company, draftId: string, scanner: Creator): SimulatedOrder {
  const draft = findDraft(company, draftId);
  if (company.switches.scannedDraft === 'new-order') {
    const address = geocode(draft.address);
    return startProduction(company, scan(company, { scanner, packageType: draft.packageType, addOns: [] }, address));
  }
  const order = changeOrder(company, draft, { status: 'Pending', scanner, modelId: company.uuid() });
  company.feed.add('scan', `${order.address.fullAddress} was scanned`, order.id);
  notify(company, { order, previousStatus: draft.status, product: null, delivery: 'new' });
  return order;
}

export interface ScanWish {
  readonly scanner: Creator;
  readonly packageType?: string;
  readonly addOns?: readonly string[];
  /** Unix milliseconds; now when left out. */
  readonly createdAt?: number;
}

/** A scan from scratch, made in the app. */
export function scanHouse(company: Company, wish: ScanWish): SimulatedOrder {
  return startProduction(company, scan(company, wish, geocodedAddress(company.random)));
}

/** Tells that an order went into production without having been a draft. */
export function startProduction(company: Company, order: SimulatedOrder): SimulatedOrder {
  company.feed.add('production', `${order.address.fullAddress} went into production`, order.id);
  notify(company, { order, previousStatus: null, product: null, delivery: 'new' });
  return order;
}

function scan(company: Company, wish: ScanWish, address: SimulatedOrder['address']): SimulatedOrder {
  const order = {
    status: 'Pending',
    origin: 'app',
    owner: wish.scanner,
    scanner: wish.scanner,
    address,
    externalId: null,
    addInfo: '',
    packageType: wish.packageType ?? 'base',
    addOns: wish.addOns ?? [],
    styleTemplate: null,
    goToScan: null,
    isScan: true,
    modelId: company.uuid(),
    floors: 1 + company.random.below(3),
  } as const;
  return addOrder(company, order, wish.createdAt);
}
