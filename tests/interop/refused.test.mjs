// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Senders who are turned away by their head, before their body is there, see the answer and no broken connection.
// Usage: node refused.test.mjs PATH-OF-EVS
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import test from 'node:test';

import { Listener } from './listener.mjs';

const program = process.argv[2];
const limit = { timeout: 60_000 };
const piece = Buffer.alloc(1_000_000, 'x');
const pieces = 30;
const headers = {
  'ce-specversion': '1.0',
  'ce-id': '1',
  'ce-source': '/node',
  'ce-type': 't',
  'content-type': 'text/plain',
  authorization: 'Bearer sesame-4712',
};

async function listenerWithToken(t) {
  const folder = await mkdtemp(join(tmpdir(), 'refused-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, 'sesame-4711\n');
  return Listener.start(t, program, '--token-file', file);
}

test('fetch sees the 401 to a large body', limit, async (t) => {
  const listener = await listenerWithToken(t);
  const answer = await fetch(listener.url, { method: 'POST', headers, body: Buffer.concat(Array(pieces).fill(piece)) });
  assert.equal(answer.status, 401);
  assert.equal((await answer.json()).rule, 'token-wrong');
  await listener.stop();
});

test('a request that writes on while it is refused sees the 401', limit, async (t) => {
  const listener = await listenerWithToken(t);
  const request = http.request(listener.url, { method: 'POST', headers });
  const answered = once(request, 'response');
  request.flushHeaders();
  for (let at = 0; at < pieces; ++at) request.write(piece);
  request.end();
  const [answer] = await answered;
  assert.equal(answer.statusCode, 401);
  assert.equal(answer.headers.connection, 'close');
  assert.equal((await json(answer)).rule, 'token-wrong');
  request.destroy(); // it would write on
  await listener.stop();
});

test('a request that asks before it sends its body is never told to go on', limit, async (t) => {
  const listener = await listenerWithToken(t);
  const request = http.request(listener.url, {
    method: 'POST',
    headers: { ...headers, 'content-length': piece.length, expect: '100-continue' },
  });
  request.on('continue', () => assert.fail('100 Continue'));
  request.flushHeaders();
  const [answer] = await once(request, 'response');
  assert.equal(answer.statusCode, 401);
  answer.resume();
  await once(answer, 'end');
  request.destroy();
  await listener.stop();
});
