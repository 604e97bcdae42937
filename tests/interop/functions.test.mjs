// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// A function of Google's Functions Framework as receiver of what `evs send` sends. The framework knows binary and
// structured messages; batches and other formats than JSON it does not.
// Usage: node functions.test.mjs PATH-OF-EVS
import functions from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import assert from 'node:assert/strict';
import test from 'node:test';

import { bare, order, plainOrder } from './events.mjs';
import { send, serve } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

/// A server that calls `received` with each event; answers its URL.
function serveFunction(t, received) {
  functions.cloudEvent('received', received);
  return serve(t, getTestServer('received'));
}

test('a function gets binary messages of evs send as they were meant', limit, async (t) => {
  const bytes = { ...bare, id: 'bytes', datacontenttype: 'application/octet-stream', data_base64: 'AP+ACg==' };
  const received = [];
  const url = await serveFunction(t, (event) => void received.push(event));
  const { code, said } = await send(program, url, [plainOrder, bare, bytes]);
  assert.equal(code, 0, said);
  // It leaves the content type in its header, and takes a body that is not there for an empty object.
  const { datacontenttype, ...rest } = plainOrder;
  const { data_base64, datacontenttype: octets, ...attributes } = bytes;
  assert.deepEqual(received, [rest, { ...bare, data: {} }, { ...attributes, data: Buffer.from([0, 255, 128, 10]) }]);
});

test('a function gets structured messages of evs send as they were meant', limit, async (t) => {
  const events = [
    { ...order, retries: -3, urgent: true },
    bare,
    { ...bare, id: 'bytes', datacontenttype: 'application/octet-stream', data_base64: 'AP+ACg==' },
    { ...bare, id: 'text', datacontenttype: 'text/plain', data: 'Grüße, 東京' },
  ];
  const received = [];
  const url = await serveFunction(t, (event) => void received.push(event));
  const { code, said } = await send(program, url, events, '--mode', 'structured');
  assert.equal(code, 0, said);
  assert.deepEqual(received, events);
});

test('a function that fails is told by the line of its event, and the others are sent', limit, async (t) => {
  t.mock.method(console, 'error', () => {}); // the framework prints what the function throws
  const received = [];
  const url = await serveFunction(t, (event) => {
    if (event.id === '2') throw new Error('no such order');
    received.push(event.id);
  });
  const events = ['1', '2', '3'].map((id) => ({ ...bare, id }));
  const { code, said } = await send(program, url, events);
  assert.equal(code, 1);
  assert.match(said, /^line 2 refused with 500/);
  assert.match(said, /sent 2 events, 1 were refused$/m);
  assert.deepEqual(received, ['1', '3']);
});
