// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0

/// Events that the tests send: one with everything, and one with the least.
export const order = {
  specversion: '1.0',
  id: 'A234-1',
  source: '/checkout/7',
  type: 'com.example.order.placed',
  subject: 'orders/50% "off"',
  time: '2026-03-01T12:30:45.123Z',
  dataschema: 'https://example.com/order.json',
  datacontenttype: 'application/json',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  data: { total: 12.5, lines: [{ sku: 'a', count: 2 }], note: 'Grüße, 東京' },
};
export const bare = { specversion: '1.0', id: 'A234-2', source: 'urn:sensor:4', type: 'com.example.tick' };

/// The least with the ids `from` to `to`.
export function numbered(from, to) {
  return Array.from({ length: to - from + 1 }, (_, at) => ({ ...bare, id: String(from + at) }));
}

/// The SDK and what is built upon it do not know the percent-encoding of header values (HTTP binding 3.1.3.2): what
/// needs it they can only take in a body.
export const plainOrder = { ...order, subject: 'orders/50' };
