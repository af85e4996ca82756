import { assetFiles, GROUPS } from '../assets/asset-files.ts';
import { createLinkMaker, type LinkMaker, linkPaths, linkSignature } from '../assets/asset-link.ts';
import type { Company } from '../company/company.ts';
import type { OrderAddress, SimulatedOrder } from '../company/order.ts';
import { purchasableAddOns } from '../company/purchase.ts';
import type { Switches } from '../company/switches.ts';
import { withUnknownFields } from './unknown-fields.ts';

interface Shown {
  readonly key: string;
  /** The text around the signatures of its links. */
  readonly pieces: readonly string[];
}

/** Stands for a signature until the text is asked for; in no order, and no character that JSON escapes. */
const SIGNATURE = '\x7f';

const texts = { get: new WeakMap<SimulatedOrder, Shown>(), list: new WeakMap<SimulatedOrder, Shown>() };

/** The order as JSON text. Texts are kept as long as nothing but signatures changes, since most reads repeat. */
export function orderText(company: Company, order: SimulatedOrder, place: 'get' | 'list'): string {
  const withAssets = place === 'get' || company.switches.listAssets === 'with';
  const key = `${company.displayRevision} ${withAssets ? linkPaths(company) : ''}`;
  const kept = texts[place].get(order);
  const pieces = kept?.key === key ? kept.pieces : showInPieces(company, order, withAssets);
  if (pieces !== kept?.pieces) texts[place].set(order, { key, pieces });
  return pieces.join(linkSignature(company, order.id));
}

function showInPieces(company: Company, order: SimulatedOrder, withAssets: boolean): readonly string[] {
  const linkTo = withAssets ? createLinkMaker(company, order, SIGNATURE) : undefined;
  return JSON.stringify(show(company, order, linkTo)).split(SIGNATURE);
}

/** The order in the shape of contract 4.1, its assets included. */
export function showOrder(company: Company, order: SimulatedOrder): Record<string, unknown> {
  return show(company, order, createLinkMaker(company, order, linkSignature(company, order.id)));
}

function show(company: Company, order: SimulatedOrder, linkTo: LinkMaker | undefined): Record<string, unknown> {
  const shown = {
    id: order.id,
    info: showInfo(company, order),
    address: showAddress(order.address),
    ...(linkTo === undefined ? {} : { delivery_assets: showAssets(company.switches, order, linkTo) }),
  };
  return company.switches.unknownFields === 'everywhere' ? withUnknownFields(shown) : shown;
}

function showInfo(company: Company, order: SimulatedOrder): Record<string, unknown> {
  const { switches } = company;
  return {
    status: order.status,
    created_by: createdBy(company, order),
    location: [order.address.number, order.address.street, order.address.suite, order.address.city]
      .filter((part) => part !== null)
      .join(' '),
    order_type: order.isScan ? 'vbim' : 'redraw',
    first_delivered_at: switches.firstDelivery === 'dated' ? seconds(order.firstDeliveredAt) : null,
    created_at: seconds(order.createdAt),
    is_scan_order: order.isScan,
    total_scanned_area: switches.scannedArea === 'measured' && order.modelId !== null ? 61.5 * order.floors : 0,
    go2scan: order.goToScan,
    external_id: order.externalId,
    add_info: order.addInfo,
    style_template: order.styleTemplate,
    product: {
      package_type: order.packageType,
      add_ons: order.addOns,
      purchasable_add_ons: purchasableAddOns(order),
      over_limits: [],
    },
  };
}

/** A deleted user's orders have no owner, or a stale address; only drafts of the API leave open whose it is. */
function createdBy({ switches, email, users }: Company, order: SimulatedOrder): string | null {
  if (order.origin === 'api' && switches.createdBy === 'company') return email;
  const byScanner = order.origin === 'app' || switches.createdBy === 'scanner';
  const creator = byScanner ? (order.scanner ?? order.owner) : order.owner;
  if (creator === null) return null;
  return users.has(creator.userId) || switches.deletedOwner === 'stale' ? creator.email : null;
}

function showAddress({ fullAddress, ...address }: OrderAddress): Record<string, unknown> {
  return { full_address: fullAddress, ...address };
}

function showAssets(switches: Switches, order: SimulatedOrder, linkTo: LinkMaker): Record<string, unknown> {
  const groups = new Map<string, Record<string, unknown>>();
  for (const file of assetFiles(order, switches)) {
    const group = groups.get(file.group) ?? {};
    groups.set(file.group, group);
    if (file.group === 'tour') group[file.key] = linkTo(file);
    else group[file.key] = [...((group[file.key] as string[] | undefined) ?? []), linkTo(file)];
  }
  const tour = groups.get('tour');
  if (tour !== undefined) tour.type = 'floorplan_tour';
  const shown = GROUPS.map((name) => [spell(name, switches), groups.get(name) ?? emptyGroup(switches)] as const);
  return Object.fromEntries(shown.filter(([, group]) => group !== undefined));
}

function spell(group: string, { homeReport }: Switches): string {
  return group === 'home_report' ? homeReport : group;
}

function emptyGroup({ emptyGroups }: Switches): null | undefined | readonly never[] | Record<string, never> {
  if (emptyGroups === 'null') return null;
  if (emptyGroups === 'absent') return undefined;
  return emptyGroups === 'empty-array' ? [] : {};
}

/** Unix seconds with fraction, as every instant of this API. */
export function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}
