// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Readers that other people wrote on the streams of `evs listen`: fetch, as a browser reads an event stream, the
// WebSocket of `ws`, and the CloudEvents SDK, which must understand all that is given out.
// Usage: node streams.test.mjs PATH-OF-EVS
import { HTTP } from 'cloudevents';
import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import test from 'node:test';
import { WebSocket } from 'ws';

import { bare, order } from './events.mjs';
import { eventSource } from './eventsource.mjs';
import { Listener } from './listener.mjs';
import { send, sendNumbered } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

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
  await sendNumbered(program, listener, 1, 3);
  const abort = new AbortController();
  const events = eventSource(`${listener.url}/events?after=0`, { signal: abort.signal });
  const first = await next(events, 3);
  assert.deepEqual(first.map((event) => event.id), ['1', '2', '3']);
  assert.deepEqual(JSON.parse(first[2].data), { ...bare, id: '3' });
  await sendNumbered(program, listener, 4, 4);
  assert.equal((await next(events, 1))[0].id, '4');
  abort.abort();
  await sendNumbered(program, listener, 5, 6);
  const again = eventSource(`${listener.url}/events`, { lastEventId: '4' });
  assert.deepEqual((await next(again, 2)).map((event) => event.id), ['5', '6']);
  await listener.take(6);
  await listener.stop();
  assert.equal((await again.next()).done, true);
});

test('a WebSocket of another make reads the log and writes to it', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await sendNumbered(program, listener, 1, 1);
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
  await sendNumbered(program, listener, 1, 5);
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
  await sendNumbered(program, listener, 6, 6);
  assert.deepEqual((await (await waiting).json()).map((event) => event.id), ['6']);
  await listener.take(6);
  await listener.stop();
});

test('what each stream gives out is understood by the CloudEvents SDK', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const { time } = order; // the SDK puts a time into events that have none
  const events = [
    { ...order, retries: -3, urgent: true },
    { ...bare, time },
    { ...bare, id: 'bytes', time, datacontenttype: 'application/octet-stream', data_base64: 'AP+ACg==' },
    { ...bare, id: 'text', time, datacontenttype: 'text/plain', data: 'two\nlines' },
  ];
  assert.equal((await send(program, listener.url, events)).code, 0);
  await listener.take(events.length);

  const understood = (type, body) => {
    const found = [HTTP.toEvent({ headers: { 'content-type': type }, body })].flat();
    for (const event of found) event.validate();
    return JSON.parse(JSON.stringify(found));
  };
  const one = (body) => understood('application/cloudevents+json', body)[0];
  // What binary mode carries has lost its types on the way.
  const expected = events.map((event) => ('retries' in event ? { ...event, retries: '-3', urgent: 'true' } : event));

  const streamed = await next(eventSource(`${listener.url}/events?after=0`), events.length);
  assert.deepEqual(streamed.map(({ data }) => one(data)), expected);

  const socket = new WebSocket(`${listener.url.replace('http', 'ws')}/ws?after=0`, 'cloudevents.json');
  const messages = on(socket, 'message');
  const heard = await next(messages, events.length);
  assert.deepEqual(heard.map(([message]) => one(message.toString())), expected);

  const page = await fetch(`${listener.url}/v1/events?after=0`);
  assert.deepEqual(understood(page.headers.get('content-type'), await page.text()), expected);
  await listener.stop();
});
