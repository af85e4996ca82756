import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../../../infra/local/day/delivery-log.ts';
import { judgeDay } from '../../../../infra/local/day/judge-day.ts';
import type { Order } from '../../../../shared/cubicasa/index.ts';

const order = (id: string, status: string): Order => ({ id, info: { status } }) as Order;

function revision(sequence: number, told: Order, destination = 'own', hash = `h${sequence}`): Delivered {
  const data = { order: told, revision: { sequence: `0-${sequence}`, hash, kind: 'updated', changes: [] } } as const;
  return { destination, id: `dl_${told.id}_${sequence}`, type: 'cubicasa.order.updated', subject: told.id, data };
}

const judge = (delivered: readonly Delivered[], before: readonly Order[] = []) =>
  judgeDay({ before, after: [order('1', 'Ready')], delivered, destinations: [{ name: 'own', expects: () => true }] });

describe('judgeDay', () => {
  it('finds nothing wrong where the last revision tells the truth', () => {
    const delivered = [revision(1, order('1', 'Draft')), revision(2, order('1', 'Ready'))];
    expect(judge(delivered)).toEqual({ lost: [], duplicates: 0, broken: [] });
  });

  it('asks nothing of an order that did not change', () => {
    expect(judge([], [order('1', 'Ready')]).lost).toEqual([]);
  });

  it.each([
    ['nothing arrived', []],
    ['the last revision is stale', [revision(1, order('1', 'Draft'))]],
    ['it went elsewhere', [revision(1, order('1', 'Ready'), 'other')]],
  ])('names the order and the destination when %s', (_, delivered) => {
    expect(judge(delivered)).toMatchObject({ lost: ['own: 1'], broken: [expect.stringContaining('own: 1')] });
  });

  it('asks of a destination only what its filter wants', () => {
    const destinations = [{ name: 'own', expects: () => false }];
    expect(judgeDay({ before: [], after: [order('1', 'Ready')], delivered: [], destinations }).lost).toEqual([]);
  });

  it('counts a delivery that came twice, which is allowed', () => {
    const one = revision(1, order('1', 'Ready'));
    expect(judge([one, one])).toEqual({ lost: [], duplicates: 1, broken: [] });
  });

  it('sees revisions out of order', () => {
    const delivered = [revision(2, order('1', 'Ready')), revision(1, order('1', 'Draft'))];
    expect(judge(delivered).broken).toEqual([expect.stringContaining('out of order')]);
  });

  it('sees two revisions of the same content', () => {
    const delivered = [revision(1, order('1', 'Ready'), 'own', 'h'), revision(2, order('1', 'Ready'), 'own', 'h')];
    expect(judge(delivered).broken).toEqual([expect.stringContaining('[P5]')]);
  });
});
