// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The commands of README.md that talk to a port or to files, as they stand there, and that of the page which greets a
// browser: each is run, against an `evs listen`, and gives what is said of it. No curl line is left out.
// Usage: node readme.test.mjs PATH-OF-EVS
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { promisify } from 'node:util';

import { numbered } from './events.mjs';
import { Listener } from './listener.mjs';
import { sendNumbered } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };

/// The command lines of its indented blocks, a continued one as one.
function commandsIn(markdown) {
  const blocks = markdown.match(/(?<=\n\n)( {4}.*\n)+/g);
  return blocks.flatMap((block) => block.replaceAll(/\\\n/g, '').trim().split(/\n +/));
}
const commands = commandsIn(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));

const seen = new Set();
/// The one command that matches; its port is the listener's, and its `evs` the one that is tested.
function command(pattern, listener) {
  const found = commands.filter((each) => pattern.test(each));
  assert.equal(found.length, 1, `README.md has ${found.length} commands like ${pattern}`);
  seen.add(found[0]);
  const line = found[0].replace('./run evs', `"${program}"`);
  if (!listener) return line;
  assert.ok(line.includes('127.0.0.1:8080'), line);
  return line.replaceAll('127.0.0.1:8080', listener.host);
}

/// What the command prints; that it fails is an error.
async function run(line, cwd) {
  const { stdout } = await promisify(execFile)('bash', ['-c', line], { cwd, timeout: 20_000 });
  return stdout.replaceAll('\r\n', '\n');
}

/// The lines that a command prints which does not end, until `last` is one of them.
async function linesUntil(t, line, last, whenItBegins = () => {}) {
  const curl = spawn('bash', ['-c', `exec ${line}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  t.after(() => curl.kill());
  const lines = [];
  for await (const each of createInterface({ input: curl.stdout })) {
    if (lines.push(each) === 1) await whenItBegins();
    if (each === last) return lines;
  }
  throw new Error(`${line} ended with ${lines.join('\n')}`);
}

async function temporaryFolder(t) {
  const folder = await mkdtemp(join(tmpdir(), 'eventscope-readme-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const events = (lines) => lines.trim().split('\n').map((line) => JSON.parse(line));
const hello = { specversion: '1.0', id: '1', source: '/me', type: 'hello', datacontenttype: 'application/json' };

test('an event is sent with nothing but curl', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const answer = await run(command(/^curl -i http.* -d /, listener));
  assert.match(answer, /^HTTP\/1\.1 202 /);
  assert.deepEqual(await listener.take(1), [{ ...hello, data: { greeting: 'hello' } }]);
  await listener.stop();
});

test('the figures come in the format of Prometheus', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await sendNumbered(program, listener, 1, 3);
  await listener.take(3);
  assert.match(await run(command(/^curl http\S+\/metrics$/, listener)), /^eventscope_events_kept 3$/m);
  await listener.stop();
});

test('events come live, and resume behind Last-Event-ID', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await sendNumbered(program, listener, 1, 50);
  const live = command(/^curl -N (?!.*Last-Event-ID).*\/events$/, listener);
  const lines = await linesUntil(t, live, 'id: 51', () => sendNumbered(program, listener, 51, 51));
  assert.deepEqual(lines.filter((line) => line.startsWith('id:')), ['id: 51']);
  const resumed = await linesUntil(t, command(/^curl -N .*Last-Event-ID: 40/, listener), 'id: 51');
  const ids = Array.from({ length: 11 }, (_, at) => `id: ${41 + at}`);
  assert.deepEqual(resumed.filter((line) => line.startsWith('id:')), ids);
  const chosen = await linesUntil(t, command(/^curl -N -G .*"where=DATA/, listener), 'id: 53', async () => {
    for (const [id, total] of [[52, 100], [53, 100.5]])
      await fetch(listener.url, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents+json' },
        body: JSON.stringify({ ...numbered(id, id)[0], data: { total } }),
      });
  });
  assert.equal(chosen.filter((line) => line.startsWith('data:')).length, 0); // it comes behind its id
  assert.deepEqual(chosen.filter((line) => line.startsWith('id:')).slice(-1), ['id: 53']);
  await listener.take(53);
  await listener.stop();
});

test('events come page by page, and the next one is waited for', limit, async (t) => {
  const listener = await Listener.start(t, program);
  await sendNumbered(program, listener, 1, 50);
  const [head, page] = (await run(command(/^curl -i .*limit=10'$/, listener))).split('\n\n');
  assert.match(head, /^HTTP\/1\.1 200 /);
  assert.deepEqual(JSON.parse(page), numbered(1, 10));
  const waiting = run(command(/^curl -i .*after=50&wait=30s'$/, listener));
  await sendNumbered(program, listener, 51, 51);
  assert.deepEqual(JSON.parse((await waiting).split('\n\n')[1]), numbered(51, 51));
  const matching = run(command(/^curl -i -G .*"where=type LIKE 'com\.%' AND subject = 'a'"$/, listener));
  const wanted = { ...numbered(52, 52)[0], subject: 'a' };
  const answer = await fetch(listener.url, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(wanted),
  });
  assert.equal(answer.status, 202);
  assert.deepEqual(JSON.parse((await matching).split('\n\n')[1]), [wanted]);
  await listener.take(52);
  await listener.stop();
});

test('who has the token of the file comes in', limit, async (t) => {
  const folder = await temporaryFolder(t);
  await run(command(/> token && chmod/), folder);
  const listener = await Listener.start(t, program, '--token-file', join(folder, 'token'));
  const asked = command(/^curl -H "Authorization: Bearer \$\(cat token\)"/, listener);
  assert.match(await run(asked, folder), /^eventscope_events_kept 0$/m);
  assert.doesNotMatch(await run(asked.replace('$(cat token)', 'x'), folder), /eventscope_events_kept/);
  await writeFile(join(folder, 'FILE'), JSON.stringify(hello));
  await run(command(/^\.\/run evs send --token-file token http:/, listener), folder);
  assert.deepEqual(await listener.take(1), [hello]);
  await listener.stop();
});

test('events go from command to command of evs', limit, async (t) => {
  const folder = await temporaryFolder(t);
  const capture = join(folder, 'capture.eventscope');
  const listener = await Listener.start(t, program, '--log', capture);
  const demo = await run(command(/^\.\/run evs demo --count 20 /));
  await writeFile(join(folder, 'FILE'), demo);
  const chosen = events(await run(command(/^\.\/run evs filter "/), folder));
  assert.deepEqual(chosen, events(demo).filter(({ type }) => type.startsWith('com.')));
  assert.ok(chosen.length > 0);
  await writeFile(join(folder, 'T.yaml'), `apiVersion: eventing.knative.dev/v1
kind: Trigger
metadata: {name: shop}
spec: {broker: default, filters: [{prefix: {type: com.}}]}
`);
  assert.deepEqual(events(await run(command(/^\.\/run evs filter --trigger /), folder)), chosen);
  const lengths = events(await run(command(/^\.\/run evs eval /), folder));
  assert.deepEqual(
    lengths.map(({ value, errors }) => [value, errors]),
    events(demo).map(({ subject }) => (subject === undefined ? [0, ['missingAttribute']] : [subject.length, []])));
  await run(command(/^\.\/run evs send http/, listener), folder);
  const sent = await listener.take(20); // in binary mode, which carries no types of attributes
  assert.deepEqual(sent.map(({ id, data }) => [id, data]), events(demo).map(({ id, data }) => [id, data]));
  await listener.stop();
  assert.deepEqual(events(await run(command(/^\.\/run evs export FILE /).replace('FILE', capture))), sent);
  const merged = join(folder, 'merged.eventscope');
  await run(command(/^\.\/run evs import FILE OTHER… /).replace('FILE OTHER…', `${merged} ${capture} FILE`), folder);
  assert.match(await run(command(/^\.\/run evs verify FILE /).replace('FILE', merged)), /^[0-9a-f]{64}:\d+$/m);
  assert.equal(events(await run(command(/^\.\/run evs export FILE /).replace('FILE', merged))).length, 40);
});

test('no curl line of README.md is left out', () => {
  assert.deepEqual(commands.filter((each) => each.startsWith('curl ') && !seen.has(each)), []);
});

test('the page that greets a browser shows a command that sends an event', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const page = await (await fetch(listener.url, { headers: { Accept: 'text/html' } })).text();
  await run(page.match(/<pre>(.*?)<\/pre>/s)[1]);
  const [event] = await listener.take(1);
  assert.deepEqual([event.type, event.data], ['com.example.hello', { hello: 'world' }]);
  await listener.stop();
});
