import { describe, expect, test } from 'vitest';
import { parseWebhook } from '../../../shared/cubicasa/webhook.ts';

const ready = {
  id: '0f8c1a52-6f0e-4c0b-9d0e-2b7f5f0f9a11',
  current_status: 'Ready',
  previous_status: 'Pending',
  model_id: '7f4f7c0e-0a51-4f0d-8a8e-6d1d3b1b7c22',
  product_type: 'products_2d',
  delivery_type: 'new',
};

describe('a webhook is accepted', () => {
  test.each([
    ['as documented', ready],
    ['with nothing but id and status', { id: 'a', current_status: 'New' }],
    ['with nulls', { ...ready, previous_status: null, model_id: null, product_type: null, delivery_type: null }],
    ['with empty texts', { ...ready, previous_status: '', product_type: '' }],
    ['with a status that was announced', { ...ready, current_status: 'Failed' }],
    ['with a field nobody knows', { ...ready, attempt: 2 }],
  ])('%s', (_, body) => {
    expect(parseWebhook(body)).toEqual(body);
  });
});

describe('a body that is no order-status webhook is named by its field', () => {
  test.each([
    ['body', null],
    ['body', 'Ready'],
    ['body', [ready]],
    ['id', { ...ready, id: undefined }],
    ['id', { ...ready, id: ' ' }],
    ['id', { event: 'order.ready', order_id: 'a' }],
    ['current_status', { id: 'a' }],
    ['current_status', { ...ready, current_status: 3 }],
    ['product_type', { ...ready, product_type: ['products_2d'] }],
  ])('%s', (path, body) => {
    expect(() => parseWebhook(body)).toThrow(expect.objectContaining({ name: 'UnknownWebhookError', path }));
  });
});
