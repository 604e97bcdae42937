// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Pages in a headless Chromium that `--allow-origin` names: they read and write the events.
// Usage: node browser.test.mjs PATH-OF-EVS PATH-OF-CHROMIUM
import assert from 'node:assert/strict';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { Browser, servePages } from './browser.mjs';
import { numbered, order } from './events.mjs';
import { Listener } from './listener.mjs';
import { send, sendNumbered } from './sender.mjs';

const [program, chromium] = process.argv.slice(2);
const limit = { timeout: 60_000 };

async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'eventscope-browser-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

// --- In the page; these know nothing of what is outside them ---

/// Opens an EventSource and keeps what it gets in `window.heard`.
function openEventSource(url) {
  window.heard = [];
  window.source = new EventSource(url);
  window.source.onmessage = ({ lastEventId, data }) => window.heard.push([lastEventId, JSON.parse(data)]);
}

/// Once there are `count` of them.
async function heard(count) {
  while (window.heard.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return window.heard.splice(0, count);
}

/// Opens a WebSocket, keeps what it gets in `window.heard`; answers the subprotocol.
function openWebSocket(url) {
  window.heard = [];
  window.socket = new WebSocket(url, 'cloudevents.json');
  window.socket.onmessage = ({ data }) => window.heard.push(JSON.parse(data));
  return new Promise((resolve, reject) => {
    window.socket.onopen = () => resolve(window.socket.protocol);
    window.socket.onerror = () => reject(new Error('the WebSocket failed'));
  });
}

test('an allowed page reads the log by EventSource, which resumes by itself where it broke off', limit, async (t) => {
  const origin = await servePages(t);
  const log = join(await temporaryFolder(t), 'log.eventscope');
  const listener = await Listener.start(t, program, '--allow-origin', origin, '--log', log);
  await sendNumbered(program, listener, 1, 3);
  const page = await (await Browser.start(t, chromium)).open(origin);
  await page.run(openEventSource, `${listener.url}/events?after=0`);
  const expected = (from, to) => numbered(from, to).map((event) => [event.id, event]);
  assert.deepEqual(await page.run(heard, 3), expected(1, 3));
  await sendNumbered(program, listener, 4, 4);
  assert.deepEqual(await page.run(heard, 1), expected(4, 4));
  await listener.take(4);
  await listener.stop();
  // The same capture on the same port: the address is the same, and so is the page's EventSource.
  const again = await Listener.startAt(t, program, listener.host, '--allow-origin', origin, '--log', log);
  await sendNumbered(program, again, 5, 6);
  assert.deepEqual(await page.run(heard, 2), expected(5, 6));
});

test('an allowed page reads and writes by WebSocket', limit, async (t) => {
  const origin = await servePages(t);
  const listener = await Listener.start(t, program, '--allow-origin', origin);
  await sendNumbered(program, listener, 1, 1);
  const page = await (await Browser.start(t, chromium)).open(origin);
  const url = `${listener.url.replace('http', 'ws')}/ws?after=0`;
  assert.equal(await page.run(openWebSocket, url), 'cloudevents.json');
  assert.deepEqual(await page.run(heard, 1), numbered(1, 1));
  await page.run((text) => window.socket.send(text), JSON.stringify(order));
  assert.deepEqual(await page.run(heard, 1), [order]);
  await page.run(() => window.socket.send('{"specversion":"1.0"}'));
  const [refused] = await page.run(heard, 1);
  assert.equal(refused.type, 'eventscope.stream.refused');
  assert.deepEqual(await listener.take(2), [...numbered(1, 1), order]);
  await listener.stop();
});

test('an allowed page posts, reads why an event was refused, and follows the pages of the log', limit, async (t) => {
  const origin = await servePages(t);
  const listener = await Listener.start(t, program, '--allow-origin', origin);
  const page = await (await Browser.start(t, chromium)).open(origin);
  const posted = await page.run(
    async (url, good) => {
      const post = async (event) => {
        const headers = { 'Content-Type': 'application/cloudevents+json' };
        const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) });
        return [answer.status, await answer.text()];
      };
      return [await post(good), await post({ ...good, id: '' })];
    },
    listener.url, order,
  );
  assert.deepEqual(posted[0], [202, '']);
  assert.equal(posted[1][0], 400);
  assert.match(JSON.parse(posted[1][1]).title, /id/);
  await sendNumbered(program, listener, 1, 2);
  const pages = await page.run(async (base) => {
    const found = [];
    for (let target = '/v1/events?limit=2'; ;) {
      const answer = await fetch(new URL(target, base));
      const events = await answer.json();
      if (events.length === 0) return found;
      found.push(events.map((event) => event.id));
      target = answer.headers.get('Link').match(/^<(.*)>; rel="next"$/)[1];
    }
  }, listener.url);
  assert.deepEqual(pages, [[order.id, '1'], ['2']]);
  await listener.take(3);
  await listener.stop();
});

test('an allowed page says its token in the query, where its streams have no other way', limit, async (t) => {
  const origin = await servePages(t);
  const token = 'c2VjcmV0LW9mLXRoZS1wYWdl';
  const file = join(await temporaryFolder(t), 'token');
  await writeFile(file, `${token}\n`, { mode: 0o600 });
  const listener = await Listener.start(t, program, '--allow-origin', origin, '--token-file', file);
  const page = await (await Browser.start(t, chromium)).open(origin);
  const status = await page.run(
    async (url, secret, event) => {
      const headers = { 'Content-Type': 'application/cloudevents+json', Authorization: `Bearer ${secret}` };
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) })).status;
    },
    listener.url, token, order,
  );
  assert.equal(status, 202);
  await page.run(openEventSource, `${listener.url}/events?after=0&access_token=${token}`);
  assert.deepEqual(await page.run(heard, 1), [['1', order]]);
  const socket = `${listener.url.replace('http', 'ws')}/ws?after=0`;
  await page.run(openWebSocket, `${socket}&access_token=${token}`);
  assert.deepEqual(await page.run(heard, 1), [order]);
  await assert.rejects(page.run(openWebSocket, socket), /the WebSocket failed/);
  await listener.take(1);
  await listener.stop();
});

test('who opens the address in a browser is told what it is for, and reads the events there', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await sendNumbered(program, listener, 1, 1);
  const page = await (await Browser.start(t, chromium)).open(`${listener.url}/`);
  const [title, text] = await page.run(() => [document.title, document.body.innerText]);
  assert.equal(title, 'Eventscope');
  assert.ok(text.includes(`curl ${listener.url}`), text);
  // A page of the port itself: nobody has to allow it.
  await page.run(openEventSource, `${listener.url}/events?after=0`);
  assert.deepEqual(await page.run(heard, 1), [['1', ...numbered(1, 1)]]);
  await page.go(`${listener.url}/v1/events`);
  assert.deepEqual(JSON.parse(await page.run(() => document.body.innerText)), numbered(1, 1));
  await listener.take(1);
  await listener.stop();
});

test('an allowed page reads and writes over TLS, with the certificate that evs makes', limit, async (t) => {
  const origin = await servePages(t);
  process.env.XDG_STATE_HOME = await temporaryFolder(t);
  const file = join(process.env.XDG_STATE_HOME, 'eventscope', 'tls-certificate.pem');
  const options = ['--tls-generate', '--allow-origin', origin];
  const listener = await Listener.startAt(t, program, 'https://127.0.0.1:0', ...options);
  const { code, said } = await send(program, listener.url, numbered(1, 1), '--ca-file', file);
  assert.equal(code, 0, said);
  const key = new X509Certificate(await readFile(file)).publicKey.export({ type: 'spki', format: 'der' });
  const browser = await Browser.start(t, chromium, { keys: [createHash('sha256').update(key).digest('base64')] });
  const page = await browser.open(origin);
  await page.run(openEventSource, `${listener.url}/events?after=0`);
  assert.deepEqual(await page.run(heard, 1), [['1', ...numbered(1, 1)]]);
  await page.run(() => window.source.close());
  await page.run(openWebSocket, `${listener.url.replace('http', 'ws')}/ws?after=0`);
  assert.deepEqual(await page.run(heard, 1), numbered(1, 1));
  await page.run((text) => window.socket.send(text), JSON.stringify(order));
  assert.deepEqual(await page.run(heard, 1), [order]);
  assert.deepEqual(await listener.take(2), [...numbered(1, 1), order]);
  await listener.stop();
});
