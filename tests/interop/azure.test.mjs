// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Azure's own libraries: the client of Event Grid sends to `evs listen`; the middleware of Web PubSub, which receives
// the web hooks of that service, takes what `evs send` sends, and consents as `evs listen` does.
// Usage: node azure.test.mjs PATH-OF-EVS
import { AzureKeyCredential, EventGridPublisherClient } from '@azure/eventgrid';
import { WebPubSubEventHandler } from '@azure/web-pubsub-express';
import express from 'express';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test from 'node:test';

import { order } from './events.mjs';
import { Listener } from './listener.mjs';
import { send, serve } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

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

const service = 'chat.webpubsub.azure.com';
const path = '/api/webpubsub/hubs/chat/';

/// What Web PubSub tells of one client; binary data, JSON and text.
const attributes = {
  specversion: '1.0', source: '/hubs/chat/client/c-1', time: order.time, hub: 'chat', connectionid: 'c-1', userid: 'me',
  signature: 'sha256=0123456789abcdef', awpsversion: '1.0',
};
const userEvent = (id, datacontenttype, data) => ({
  ...attributes, id, type: 'azure.webpubsub.user.message', eventname: 'message', datacontenttype, ...data,
});
const clientEvents = [
  {
    ...attributes, id: '1', type: 'azure.webpubsub.sys.connect', eventname: 'connect',
    datacontenttype: 'application/json',
    data: { claims: {}, query: { room: ['a'] }, subprotocols: ['json.webpubsub.azure.v1'], clientCertificates: [] },
  },
  userEvent('2', 'application/json', { data: { greeting: 'Grüße' } }),
  userEvent('3', 'text/plain', { data: 'two\nlines' }),
  userEvent('4', 'application/octet-stream', { data_base64: 'AP+ACg==' }),
];

/// A server with the middleware; `received` gets what it makes of each event. Answers the URL of the hub.
async function serveHub(t, received, options = {}) {
  const handler = new WebPubSubEventHandler('chat', {
    handleConnect: ({ context, queries }, response) => {
      received.push([context.eventName, context.userId, queries]);
      response.success();
    },
    handleUserEvent: ({ context, data, dataType }, response) => {
      received.push([context.eventName, dataType, data]);
      response.success();
    },
    ...options,
  });
  return (await serve(t, createServer(express().use(handler.getMiddleware())))) + path;
}

/// Asks for consent as the service does.
function ask(url, origin = service) {
  return fetch(url, { method: 'OPTIONS', headers: { 'WebHook-Request-Origin': origin, 'ce-awpsversion': '1.0' } });
}

test('evs listen and the middleware of Web PubSub consent to the same', limit, async (t) => {
  const listener = await Listener.start(t, program, '--webhook-allow-origin', service);
  const hub = await serveHub(t, [], { allowedEndpoints: [`https://${service}`] });
  for (const url of [listener.url + path, hub]) {
    const answer = await ask(url);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('WebHook-Allowed-Origin'), service);
    // Who is not meant finds another name, or none.
    assert.notEqual((await ask(url, 'evil.example')).headers.get('WebHook-Allowed-Origin'), 'evil.example');
  }
  await listener.stop();
});

test('evs listen takes what Web PubSub delivers, and evs send sends it on to the middleware', limit, async (t) => {
  const listener = await Listener.start(t, program, '--webhook-allow-origin', service);
  for (const { data, data_base64, datacontenttype, ...context } of clientEvents) {
    const headers = { 'WebHook-Request-Origin': service, 'Content-Type': datacontenttype };
    for (const [name, value] of Object.entries(context)) headers[`ce-${name}`] = value;
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    const body = data_base64 ? Buffer.from(data_base64, 'base64') : text;
    assert.equal((await fetch(listener.url + path, { method: 'POST', headers, body })).status, 202);
  }
  const kept = await listener.take(clientEvents.length);
  assert.deepEqual(kept, clientEvents);
  await listener.stop();

  const received = [];
  const hub = await serveHub(t, received);
  // The middleware knows its service by this header, also in the handshake.
  const options = ['--webhook-origin', service, '--header', 'ce-awpsversion: 1.0'];
  const { code, said } = await send(program, hub, kept, ...options);
  assert.equal(code, 0, said);
  assert.deepEqual(received, [
    ['connect', 'me', { room: ['a'] }],
    ['message', 'json', { greeting: 'Grüße' }],
    ['message', 'text', 'two\nlines'],
    ['message', 'binary', Buffer.from([0, 255, 128, 10])],
  ]);
});

test('evs send does not send where the middleware does not consent', limit, async (t) => {
  const received = [];
  const hub = await serveHub(t, received, { allowedEndpoints: [`https://${service}`] });
  const options = ['--webhook-origin', 'other.example', '--header', 'ce-awpsversion: 1.0'];
  const { code, said } = await send(program, hub, clientEvents, ...options);
  assert.equal(code, 1);
  assert.match(said, /does not consent to web hooks of other\.example/);
  assert.deepEqual(received, []);
});
