// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The CloudEvents SDK for JavaScript in all its modes, both ways: what it sends is what `evs listen` prints; what
// `evs send` sends and what the streams of `evs listen` give out is what it understands.
// Usage: node sdk.test.mjs PATH-OF-EVS
import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from 'cloudevents';
import assert from 'node:assert/strict';
import test from 'node:test';

import { bare, order, plainOrder } from './events.mjs';
import { Listener } from './listener.mjs';
import { sent } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

// --- It sends ---

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

// --- It receives ---

/// What the SDK makes of these requests, as JSON.
function understood(requests) {
  return requests.flatMap(({ headers, body }) => {
    const events = [HTTP.toEvent({ headers, body })].flat();
    for (const event of events) event.validate();
    return JSON.parse(JSON.stringify(events));
  });
}

/// With its body as the SDK wants it: bytes if they are not text.
function asText({ headers, body }) {
  if (body.length === 0) return { headers };
  return { headers, body: headers['content-type'] === 'application/octet-stream' ? body : body.toString() };
}

const { time } = order; // the SDK puts a time into events that have none
const typed = { ...order, retries: -3, urgent: true };
const bytes = { ...bare, id: 'bytes', time, datacontenttype: 'application/octet-stream', data_base64: 'AP+ACg==' };
const text = { ...bare, id: 'text', time, datacontenttype: 'text/plain', data: 'Grüße, 東京' };
const old = {
  specversion: '0.3', id: 'old', source: '/checkout/7', type: 'com.example.order.placed', subject: 'orders/50', time,
  schemaurl: 'https://example.com/order.json', datacontenttype: 'application/json', data: order.data,
};

test('the SDK understands binary messages of evs send', limit, async (t) => {
  const events = [plainOrder, { ...bare, time }, bytes, text, old];
  const requests = await sent(t, program, events);
  assert.deepEqual(understood(requests.map(asText)), events);
});

test('values that the SDK does not decode are encoded as the HTTP binding says', limit, async (t) => {
  const [{ headers }] = await sent(t, program, [order]);
  assert.equal(headers['ce-subject'], 'orders/50%25%20%22off%22');
});

test('the SDK understands structured messages of evs send, with the types of attributes', limit, async (t) => {
  const events = [typed, { ...bare, time }, bytes, text, old];
  const requests = await sent(t, program, events, '--mode', 'structured');
  assert.equal(requests.length, events.length);
  assert.deepEqual(understood(requests.map(asText)), events);
});

test('the SDK understands batches of evs send', limit, async (t) => {
  const events = Array.from({ length: 100 }, (_, at) => ({ ...typed, id: `batch-${at}` }));
  const requests = await sent(t, program, [...events, bytes, text], '--mode', 'batch');
  assert.equal(requests.length, 1);
  assert.deepEqual(understood(requests.map(asText)), [...events, bytes, text]);
});

test('the SDK understands bytes of 0.3, which JSON says in another way', limit, async (t) => {
  const { data_base64, ...rest } = { ...bytes, specversion: '0.3' };
  const event = { ...rest, datacontentencoding: 'base64', data: data_base64 };
  for (const mode of ['binary', 'structured']) {
    const requests = await sent(t, program, [event], '--mode', mode);
    // It calls them as 1.0 does.
    assert.deepEqual(understood(requests.map(asText)), [{ ...rest, data_base64 }]);
  }
});
