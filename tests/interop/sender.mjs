// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

import { numbered } from './events.mjs';

/// Lets `evs send` post these events: how it ended, and what it said.
export async function send(program, url, events, ...options) {
  const sender = spawn(program, ['send', ...options, url], { stdio: ['pipe', 'ignore', 'pipe'] });
  sender.stdin.end(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const [said, [code]] = await Promise.all([text(sender.stderr), once(sender, 'exit')]);
  return { code, said };
}

/// Events with the ids `from` to `to`; they are in the log when it returns.
export async function sendNumbered(program, listener, from, to) {
  const { code, said } = await send(program, listener.url, numbered(from, to), '--mode', 'batch');
  assert.equal(code, 0, said);
}

/// Serves on a free port until the end of the test `t`; answers the URL.
export async function serve(t, server) {
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${server.address().port}`;
}

/// The requests that `evs send` makes of these events, with the options given: {headers, body}.
export async function sent(t, program, events, ...options) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    requests.push({ headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(202).end();
  });
  const { code, said } = await send(program, await serve(t, server), events, ...options);
  assert.equal(code, 0, said);
  return requests;
}
