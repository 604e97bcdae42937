// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Senders that other people wrote, against `evs listen`: what they send is what is printed.
// Usage: node interop.mjs PATH-OF-EVS
import { AzureKeyCredential, EventGridPublisherClient } from '@azure/eventgrid';
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import assert from 'node:assert/strict';
import test from 'node:test';

import { Listener } from './listener.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

const order = {
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
// This SDK does not percent-encode header values, which the HTTP binding (3.1.3.2) asks for: what needs it can only be
// sent in the body.
const plainOrder = { ...order, subject: 'orders/50' };
const bare = { specversion: '1.0', id: 'A234-2', source: 'urn:sensor:4', type: 'com.example.tick' };

/// An emitter that fails when the event is refused: the SDK does not look at the status, but a refusal has a body.
function emitter(listener, options) {
  const emit = emitterFor(httpTransport(listener.url), options);
  return async (event) => assert.equal((await emit(event)).body, '');
}

test('a binary message of the CloudEvents SDK is printed as it was meant', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await emitter(listener, { mode: Mode.BINARY })(new CloudEvent(plainOrder));
  assert.deepEqual(await listener.take(1), [plainOrder]);
  await listener.stop();
});

test('a structured message of the CloudEvents SDK is printed as it was meant', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await emitter(listener, { mode: Mode.STRUCTURED })(new CloudEvent({ ...order, retries: 3, urgent: true }));
  assert.deepEqual(await listener.take(1), [{ ...order, retries: 3, urgent: true }]);
  await listener.stop();
});

test('bytes that are not text come out as data_base64', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const bytes = Uint8Array.from([0, 255, 128, 10]);
  const event = { ...bare, time: order.time, datacontenttype: 'application/octet-stream' };
  await emitter(listener, { mode: Mode.STRUCTURED })(new CloudEvent({ ...event, data: bytes }));
  assert.deepEqual(await listener.take(1), [{ ...event, data_base64: 'AP+ACg==' }]);
  await listener.stop();
});

test('structured bodies of the CloudEvents SDK, joined to a batch, are printed in their order', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const events = Array.from({ length: 100 }, (_, at) => ({ ...order, id: `batch-${at}`, sequence: String(at) }));
  const body = `[${events.map((event) => HTTP.structured(new CloudEvent(event)).body).join(',')}]`;
  const answer = await fetch(listener.url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json; charset=utf-8' },
    body,
  });
  assert.equal(answer.status, 202);
  assert.deepEqual(await listener.take(events.length), events);
  await listener.stop();
});

test('many senders at once lose nothing and each keeps its own order', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const emit = emitter(listener);
  const senders = Array.from({ length: 8 }, (_, at) => `/sender/${at}`);
  const each = 25;
  await Promise.all(
    senders.map(async (source) => {
      for (let at = 0; at < each; ++at) await emit(new CloudEvent({ ...plainOrder, source, id: String(at) }));
    }),
  );
  const printed = await listener.take(senders.length * each);
  for (const source of senders) {
    const ids = printed.filter((event) => event.source === source).map((event) => event.id);
    assert.deepEqual(ids, Array.from({ length: each }, (_, at) => String(at)));
  }
  await listener.stop();
});

test('the Event Grid client delivers a batch when success is 200', limit, async (t) => {
  const listener = await Listener.start(t, program, '--ok-status', '200');
  const client = new EventGridPublisherClient(`${listener.url}/api/events`, 'CloudEvent', new AzureKeyCredential('key'), {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });
  const time = new Date(order.time);
  const events = ['1', '2', '3'].map((id) => ({
    id, time, source: order.source, type: order.type, subject: order.subject, data: order.data,
    extensionAttributes: { tenant: 'north' },
  }));
  await client.send(events); // it says application/json by itself
  const expected = events.map((event) => ({
    specversion: '1.0', id: event.id, source: event.source, type: event.type, subject: event.subject,
    time: order.time, datacontenttype: 'application/json', data: order.data, tenant: 'north',
  }));
  assert.deepEqual(await listener.take(3), expected);
  await listener.stop();
});
