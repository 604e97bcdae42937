// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Pages in a headless Chromium that `--allow-origin` does not name: they get nothing through, whatever they try, and
// each attempt is refused with its reason. What protects is `evs`, not the browser: an allowed page gets through.
// Usage: node intruders.test.mjs PATH-OF-EVS PATH-OF-CHROMIUM
import assert from 'node:assert/strict';
import test from 'node:test';

import { Browser, servePages } from './browser.mjs';
import { bare, numbered } from './events.mjs';
import { Listener } from './listener.mjs';
import { sendNumbered } from './sender.mjs';

const [program, chromium] = process.argv.slice(2);
const limit = { timeout: 60_000 };

/// Everything that a page can try; answers what it achieved, in words.
async function tryEverything(url, event) {
  const body = JSON.stringify(event);
  const got = [];
  const note = (what) => got.push(what);
  const ask = (target, options) =>
    fetch(`${url}/${target}`, options).then(
      (answer) => answer.ok && note(target),
      () => {}, // what the page may not read
    );
  const post = { method: 'POST', mode: 'no-cors', body };
  await ask('v1/events?limit=1');
  await ask('v1/events?limit=2', { mode: 'no-cors' });
  await ask('post-text', post);
  await ask('post-form', { ...post, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  await ask('post-blob', { ...post, body: new Blob([body], { type: 'text/plain;application/cloudevents+json' }) });
  // Of another origin these are sent only if a preflight allows it.
  await ask('post-json', { method: 'POST', headers: { 'Content-Type': 'application/cloudevents+json' }, body });
  await ask('put', { method: 'PUT', body });
  const binary = { 'ce-specversion': '1.0', 'ce-id': event.id, 'ce-source': event.source, 'ce-type': event.type };
  await ask('post-binary', { method: 'POST', headers: binary, body });
  navigator.sendBeacon(`${url}/beacon`, body);

  const settled = (element, target) => {
    element.src = `${url}/${target}`;
    return new Promise((resolve) => {
      element.onload = () => resolve(note(target));
      element.onerror = () => resolve();
      document.body.append(element);
    });
  };
  await settled(document.createElement('img'), 'v1/events?limit=3');
  await settled(document.createElement('script'), 'v1/events?limit=4');

  await new Promise((resolve) => {
    const source = new EventSource(`${url}/events?after=0`);
    source.onopen = () => resolve(note('EventSource'));
    source.onerror = () => source.readyState === EventSource.CLOSED && resolve();
  });
  await new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws?after=0`, 'cloudevents.json');
    socket.onopen = () => resolve(note('WebSocket'));
    socket.onerror = () => resolve();
  });

  // A form needs no script. Its answer goes into a frame, so that this page stays.
  await new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action: `${url}/form`, enctype: 'text/plain', target: frame.name });
    const field = document.createElement('input');
    Object.assign(field, { name: body.slice(0, -1) + ',"x":"', value: '"}' });
    form.append(field);
    document.body.append(form);
    frame.onload = () => resolve();
    form.submit();
  });
  return got;
}

/// What `--refused` says of all that: request lines and rules, in the order of the alphabet.
function refusedLines(refused) {
  return refused.map(({ head, rule }) => `${head.split(' HTTP/')[0]}: ${rule}`).sort();
}

test('an allowed page gets through what the others try', limit, async (t) => {
  const origin = await servePages(t);
  const listener = await Listener.start(t, program, '--allow-origin', origin, '--refused');
  const page = await (await Browser.start(t, chromium)).open(origin);
  const achieved = await page.run(tryEverything, listener.url, bare);
  assert.deepEqual(achieved, ['v1/events?limit=1', 'post-json', 'post-binary', 'EventSource', 'WebSocket']);
  assert.deepEqual((await listener.take(2)).map((event) => event.id), [bare.id, bare.id]);
  // Without an Origin nobody knows that the page is allowed; and what goes without a preflight cannot be an event.
  assert.deepEqual(refusedLines(await listener.takeRefused(9)), [
    'GET /v1/events?limit=2: cross-site',
    'GET /v1/events?limit=3: cross-site',
    'GET /v1/events?limit=4: cross-site',
    'POST /beacon: json-not-sent-as-event',
    'POST /form: json-not-sent-as-event',
    'POST /post-blob: json-not-sent-as-event',
    'POST /post-form: json-not-sent-as-event',
    'POST /post-text: json-not-sent-as-event',
    'PUT /put: json-not-sent-as-event',
  ]);
  await listener.stop();
});

const foreignPages = {
  'of another port of this machine': (pages) => pages,
  'of another site': (pages) => pages.replace('127.0.0.1', 'evil.test'),
  'without an origin': () => 'data:text/html,<title>a page</title>',
};
for (const [which, address] of Object.entries(foreignPages)) {
  test(`a page ${which} gets nothing through`, limit, async (t) => {
    const pages = await servePages(t);
    const allowed = await servePages(t);
    const listener = await Listener.start(t, program, '--allow-origin', allowed, '--refused');
    const browser = await Browser.start(t, chromium, { hosts: { 'evil.test': '127.0.0.1' } });
    const page = await browser.open(address(pages));
    await sendNumbered(program, listener, 1, 1);
    assert.deepEqual(await page.run(tryEverything, listener.url, { ...bare, id: 'evil' }), []);
    await sendNumbered(program, listener, 2, 2);
    assert.deepEqual(await listener.take(2), numbered(1, 2)); // and nothing between them
    assert.deepEqual(refusedLines(await listener.takeRefused(14)), [
      'GET /events?after=0: origin-not-allowed',
      'GET /v1/events?limit=1: origin-not-allowed',
      'GET /v1/events?limit=2: cross-site',
      'GET /v1/events?limit=3: cross-site',
      'GET /v1/events?limit=4: cross-site',
      'GET /ws?after=0: origin-not-allowed',
      'OPTIONS /post-binary: origin-not-allowed',
      'OPTIONS /post-json: origin-not-allowed',
      'OPTIONS /put: origin-not-allowed',
      'POST /beacon: origin-not-allowed',
      'POST /form: origin-not-allowed',
      'POST /post-blob: origin-not-allowed',
      'POST /post-form: origin-not-allowed',
      'POST /post-text: origin-not-allowed',
    ]);
    await listener.stop();
  });
}

test('a page whose own name begins to point here gets nothing through', limit, async (t) => {
  const listener = await Listener.start(t, program, '--refused');
  const browser = await Browser.start(t, chromium, { hosts: { 'evil.test': '127.0.0.1' } });
  const url = listener.url.replace('127.0.0.1', 'evil.test');
  // When the page was loaded, its name pointed to a server of its owner's.
  const page = await browser.open('about:blank');
  await page.call('Fetch.enable');
  const asked = page.next('Fetch.requestPaused');
  const loaded = page.go(`${url}/`);
  const { requestId } = await asked;
  const responseHeaders = [{ name: 'Content-Type', value: 'text/html' }];
  const body = Buffer.from('<!doctype html><title>a page</title>').toString('base64');
  await page.call('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body });
  await loaded;
  await page.call('Fetch.disable');
  // Now it points here, and for the browser all this is the page's own.
  assert.equal(await page.run(() => window.origin), url);
  await sendNumbered(program, listener, 1, 1);
  assert.deepEqual(await page.run(tryEverything, url, { ...bare, id: 'evil' }), []);
  await sendNumbered(program, listener, 2, 2);
  assert.deepEqual(await listener.take(2), numbered(1, 2)); // and nothing between them
  assert.deepEqual(refusedLines(await listener.takeRefused(14)), [
    'GET /events?after=0: foreign-host',
    'GET /v1/events?limit=1: foreign-host',
    'GET /v1/events?limit=2: foreign-host',
    'GET /v1/events?limit=3: foreign-host',
    'GET /v1/events?limit=4: foreign-host',
    'GET /ws?after=0: origin-not-allowed',
    'POST /beacon: origin-not-allowed',
    'POST /form: origin-not-allowed',
    'POST /post-binary: origin-not-allowed',
    'POST /post-blob: origin-not-allowed',
    'POST /post-form: origin-not-allowed',
    'POST /post-json: origin-not-allowed',
    'POST /post-text: origin-not-allowed',
    'PUT /put: origin-not-allowed',
  ]);
  await listener.stop();
});
