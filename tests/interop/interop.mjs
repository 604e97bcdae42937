// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Senders and readers that other people wrote, against `evs listen`: what they send is what is printed, and what they
// read is what was sent.
// Usage: node interop.mjs PATH-OF-EVS
import { AzureKeyCredential, EventGridPublisherClient } from '@azure/eventgrid';
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import test from 'node:test';
import { WebSocket } from 'ws';

import { Listener } from './listener.mjs';
import { eventSource } from './streams.mjs';

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

/// Posts events with the ids `from` to `to`.
async function post(listener, from, to) {
  for (let id = from; id <= to; id += 1) {
    const headers = { 'Content-Type': 'application/cloudevents+json' };
    const body = JSON.stringify({ ...bare, id: String(id) });
    assert.equal((await fetch(listener.url, { method: 'POST', headers, body })).status, 202);
  }
}

/// The next `count` of an async iterator.
async function next(events, count) {
  const found = [];
  while (found.length < count) {
    const { value, done } = await events.next();
    if (done) throw new Error(`the stream ended after ${found.length} of ${count} events`);
    found.push(value);
  }
  return found;
}

test('an event stream is read as it comes, and resumed where it broke off', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await post(listener, 1, 3);
  const abort = new AbortController();
  const events = eventSource(`${listener.url}/events?after=0`, { signal: abort.signal });
  const first = await next(events, 3);
  assert.deepEqual(first.map((event) => event.id), ['1', '2', '3']);
  assert.deepEqual(JSON.parse(first[2].data), { ...bare, id: '3' });
  await post(listener, 4, 4);
  assert.equal((await next(events, 1))[0].id, '4');
  abort.abort();
  await post(listener, 5, 6);
  const again = eventSource(`${listener.url}/events`, { lastEventId: '4' });
  assert.deepEqual((await next(again, 2)).map((event) => event.id), ['5', '6']);
  await listener.take(6);
  await listener.stop();
  assert.equal((await again.next()).done, true);
});

test('a WebSocket of another make reads the log and writes to it', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await post(listener, 1, 1);
  const socket = new WebSocket(`${listener.url.replace('http', 'ws')}/ws?after=0`, 'cloudevents.json');
  const messages = on(socket, 'message');
  await once(socket, 'open');
  assert.equal(socket.protocol, 'cloudevents.json');
  const heard = async () => JSON.parse((await messages.next()).value[0].toString());
  assert.deepEqual(await heard(), { ...bare, id: '1' });
  socket.send(JSON.stringify(order));
  assert.deepEqual(await heard(), order);
  socket.send('{"specversion":"1.0"}');
  const refused = await heard();
  assert.equal(refused.type, 'eventscope.stream.refused');
  assert.equal(refused.data.status, 400);
  socket.ping('still there?');
  assert.equal((await once(socket, 'pong'))[0].toString(), 'still there?');
  assert.deepEqual(await listener.take(2), [{ ...bare, id: '1' }, order]);
  const closed = once(socket, 'close');
  await listener.stop();
  assert.equal((await closed)[0], 1001);
});

test('the log is read page by page along its links', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await post(listener, 1, 5);
  const ids = [];
  let target = '/v1/events?limit=2';
  for (;;) {
    const response = await fetch(new URL(target, listener.url));
    assert.equal(response.headers.get('content-type'), 'application/cloudevents-batch+json');
    const events = HTTP.toEvent({ headers: Object.fromEntries(response.headers), body: await response.text() });
    if (events.length === 0) break;
    ids.push(...events.map((event) => event.id));
    target = response.headers.get('link').match(/^<(.*)>; rel="next"$/)[1];
  }
  assert.deepEqual(ids, ['1', '2', '3', '4', '5']);
  const waiting = fetch(new URL(`${target}&wait=20s`, listener.url));
  await post(listener, 6, 6);
  assert.deepEqual((await (await waiting).json()).map((event) => event.id), ['6']);
  await listener.take(6);
  await listener.stop();
});
