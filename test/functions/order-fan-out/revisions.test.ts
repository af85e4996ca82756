import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/cubicasa/index.ts';
import { keys } from '../../../shared/ledger/keys.ts';
import { listHashes } from '../../../shared/orders/order-content.ts';
import { createFanOutRig } from '../../support/fan-out-rig.ts';
import { buildOrder, floorplans } from '../../support/order-builder.ts';

describe('[P5] revisions are decided by content', () => {
  it('sends the first delivery with every asset and the order as it was read', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    const [event] = rig.events();
    expect(event?.type).toBe('cubicasa.order.first-delivery');
    expect(event?.subject).toBe('order-1');
    expect(event?.data.assets).toHaveLength(3);
    expect(event?.data.order).toEqual(rig.orders.get('order-1'));
    expect(event?.data.revision.sequence).toBe('0001-00000001');
  });

  it('sends nothing for a repeated webhook, and looks again after one, four and fifteen minutes', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery']);
    for (const wait of [1, 4, 15]) {
      const [entry] = await rig.agenda();
      expect(entry?.reason).toBe('stale-read');
      expect(Date.parse(entry?.dueAt ?? '') - rig.now).toBe(wait * 60_000);
      rig.advance(wait);
      await rig.look({ cause: 'agenda' });
    }
    expect(await rig.agenda()).toEqual([]);
    expect(rig.kinds()).toEqual(['first-delivery']);
  });

  it('delivers what a stale read hid as soon as it shows', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder({ status: 'Pending' }));
    await rig.look({ hint: { status: 'Pending', previousStatus: 'Draft', productType: null } });
    await rig.ready();
    rig.orders.set('order-1', buildOrder());
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['submitted', 'first-delivery']);
  });

  it('[P2] delivers what a sweep’s list showed and the first read did not yet', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.advance(30);
    const edited = buildOrder({ assets: floorplans('v2') });
    await rig.look({ cause: 'sweep', sweep: 'open', listHash: listHashes(edited).full });
    expect(await rig.agenda()).toMatchObject([{ reason: 'stale-read', attempt: 1 }]);
    rig.orders.set('order-1', edited);
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
  });

  it('looks again when the product that a webhook spoke of is not there yet', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.look({ hint: { status: 'Ready', previousStatus: 'Ready', productType: 'products_3d' } });
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect(await rig.agenda()).toMatchObject([{ reason: 'stale-read' }]);
  });

  it('gives 3D, tour and edits their own revisions, however close they come', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.advance(2);
    await rig.ready();
    const tour = { ...floorplans('v1'), tour: { link: 'https://tour.example/1', type: 'floorplan_tour' } };
    rig.orders.set('order-1', buildOrder({ assets: tour }));
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ assets: { ...floorplans('v2'), tour: tour.tour } }));
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery', 'product-added', 'quick-edit']);
    expect(new Set(rig.events().map(({ id }) => id)).size).toBe(3);
  });

  it('takes files that changed behind the same links for an edit', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'etag-1' };
    await rig.ready();
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'etag-2' };
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
    const [first, second] = rig.events();
    expect(second?.data.revision.hash).not.toBe(first?.data.revision.hash);
  });

  it('makes no revision of a new owner, new offers or unknown fields', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    const other = buildOrder({ createdBy: 'ben@agency.example', info: { novelty: 1 } });
    rig.orders.set('order-1', { ...other, surprise: true } as Order);
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery']);
  });

  it('makes no revision where only the way of hashing changed: what is stored is hashed anew', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    const content = { hashVersion: 0, hash: 'made-otherwise', linkless: 'made-otherwise' };
    await rig.table.put({ ...keys.order('default', 'order-1'), data: { ...(await rig.record()), content } }, 'any');
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery']);
  });
});

describe('[P3] a webhook’s body is a hint', () => {
  it('lets nothing of a forged body reach a destination', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder({ status: 'Draft' }));
    await rig.look({ hint: { status: 'FORGED', previousStatus: 'FORGED', productType: 'FORGED' } });
    expect(rig.kinds()).toEqual(['draft']);
    expect(JSON.stringify(rig.sent)).not.toContain('FORGED');
  });
});

describe('links that change', () => {
  it('are an edit where a second read shows the same ones, and it goes out at once', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
  });

  it('are none where every read shows others: the account is flagged and nothing is sent', async () => {
    const rig = createFanOutRig();
    let read = 0;
    rig.beforeRead = () => {
      rig.orders.set('order-1', buildOrder({ assets: floorplans(`read-${read++}`) }));
    };
    for (let time = 0; time < 4; time++) {
      await rig.ready();
      rig.advance(1);
    }
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect(rig.reports).toContain('links-volatile');
  });

  it('are none where nobody told of a change and the files are the same', async () => {
    const rig = createFanOutRig();
    const places = ['jpg_urls[0]', 'jpg_urls[1]', 'pdf_urls[0]'];
    rig.validators = Object.fromEntries(places.map((place) => [`listing_floorplans/${place}`, 'etag-1']));
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.advance(60);
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    expect(rig.kinds()).toEqual(['first-delivery']);
    expect(rig.reports).toContain('links-volatile');
  });

  it('are an edit where a link changed whose page has no validator', async () => {
    const rig = createFanOutRig();
    const tour = (version: string) => ({ tour: { link: `https://tour.example/${version}`, type: 'floorplan_tour' } });
    rig.validators = { 'listing_floorplans/jpg_urls[0]': 'etag-1' };
    rig.orders.set('order-1', buildOrder({ assets: { ...floorplans('v1'), ...tour('1') } }));
    await rig.ready();
    rig.advance(60);
    rig.orders.set('order-1', buildOrder({ assets: { ...floorplans('v1'), ...tour('2') } }));
    await rig.look({ cause: 'sweep', sweep: 'deep' });
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
    expect(rig.reports).not.toContain('links-volatile');
  });

  it('are an edit where it fell between two reads: only links that differ a third time move', async () => {
    const rig = createFanOutRig();
    rig.orders.set('order-1', buildOrder());
    await rig.ready();
    rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
    rig.beforeRead = () => {
      if (rig.reads === 3) rig.orders.set('order-1', buildOrder({ assets: floorplans('v3') }));
    };
    await rig.ready();
    expect(rig.reports).not.toContain('links-volatile');
    await rig.ready();
    expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit', 'quick-edit']);
  });

  it.each([true, false])(
    'believes a return to earlier links, known to stay (%s), only when a second read agrees',
    async (stable) => {
      const rig = createFanOutRig();
      const first = buildOrder();
      rig.orders.set('order-1', first);
      await rig.ready();
      rig.advance(2);
      if (stable) await rig.ready();
      rig.orders.set('order-1', buildOrder({ assets: floorplans('v2') }));
      await rig.ready();
      rig.orders.set('order-1', first);
      await rig.ready();
      expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit']);
      rig.advance(1);
      await rig.look({ cause: 'agenda' });
      expect(rig.kinds()).toEqual(['first-delivery', 'quick-edit', 'quick-edit']);
    },
  );

  it('believes a return to earlier content only when a second read agrees', async () => {
    const rig = createFanOutRig();
    const first = buildOrder({ address: { city: 'Springfield' } });
    const second = buildOrder({ address: { city: 'Shelbyville' } });
    rig.orders.set('order-1', first);
    await rig.ready();
    rig.orders.set('order-1', second);
    await rig.ready();
    rig.orders.set('order-1', first);
    await rig.ready();
    expect(rig.events()).toHaveLength(2);
    rig.advance(1);
    await rig.look({ cause: 'agenda' });
    expect(rig.events()).toHaveLength(3);
  });
});

describe('[P5] content of before that is read again', () => {
  /** A delivered order that then shows one city after the other. */
  async function createTraveller() {
    const rig = createFanOutRig();
    const show = async (city: string) => {
      rig.orders.set('order-1', buildOrder({ address: { city } }));
      await rig.ready();
    };
    await show('Springfield');
    await show('Shelbyville');
    return { rig, show };
  }

  it('is not believed for a second read a few seconds later, only for one about a minute later', async () => {
    const { rig, show } = await createTraveller();
    await show('Springfield');
    for (const seconds of [5, 49]) {
      rig.now += seconds * 1_000;
      await rig.look({ cause: 'agenda' });
      expect(rig.events()).toHaveLength(2);
    }
    rig.now += 1_000;
    await rig.look({ cause: 'agenda' });
    expect(rig.events()).toHaveLength(3);
  });

  it('is believed at once where it was given up more than an hour ago', async () => {
    const { rig, show } = await createTraveller();
    rig.advance(61);
    await show('Springfield');
    expect(rig.events()).toHaveLength(3);
  });

  it('is not believed at once within the hour, though there were other revisions in between', async () => {
    const { rig, show } = await createTraveller();
    rig.advance(30);
    await show('Capital City');
    rig.advance(29);
    await show('Springfield');
    expect(rig.events()).toHaveLength(3);
  });
});
