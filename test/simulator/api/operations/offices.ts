import { type Operation, textOf, withBody } from '../call.ts';
import { pageReply, readPageWish } from '../page.ts';
import { json } from '../replies.ts';

export const listOffices: Operation = ({ company, query }) => {
  const wish = readPageWish(company, query);
  if ('status' in wish) return wish;
  const offices = [...company.offices.values()];
  const items = offices.slice(wish.start, wish.start + wish.limit).map((office) => JSON.stringify(office));
  return pageReply(company, wish, items, offices.length);
};

export const createOffice = withBody({ name: { type: 'text', required: true } }, ({ company }, body) => {
  const office = { id: company.uuid(), name: textOf(body, 'name') ?? '' };
  company.offices.set(office.id, office);
  return json(office);
});
