import type { Key, Table } from '../../../../shared/ledger/table.ts';
import type { Environment } from '../lambda/environment.ts';

/** The ledger as one process reaches it. */
export function performTable(table: Table, environment: Environment): Table {
  const effect = (verb: string, to: string) => ({ service: 'table', verb, to });
  const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;
  return {
    get: (key) => environment.perform(effect('get', nameOf(key)), () => table.get(key)),
    getMany: (keys) => environment.perform(effect('get', `${keys.length} items`), () => table.getMany(keys)),
    put: (item, expected) => environment.perform(effect('put', nameOf(item)), () => table.put(item, expected)),
    remove: (key, expected) => environment.perform(effect('remove', nameOf(key)), () => table.remove(key, expected)),
    list: (pk, options) => environment.perform(effect('list', pk), () => table.list(pk, options)),
    listByTime: (partition, options) =>
      environment.perform(effect('list', partition), () => table.listByTime(partition, options)),
  };
}
