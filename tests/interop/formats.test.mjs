// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Codecs that other people wrote, with the schemas that CloudEvents publishes, both ways: what avsc and protobufjs
// encode is what `evs listen` prints, and what `evs send --format` sends is what they decode.
// Usage: node formats.test.mjs PATH-OF-EVS
import avro from 'avsc';
import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { WebSocket, WebSocketServer } from 'ws';

import { Listener } from './listener.mjs';
import { sent } from './sender.mjs';

const program = process.argv[2];
const limit = { timeout: 30_000 };
const schemas = fileURLToPath(new URL('../data/conformance/schemas/', import.meta.url));

const avroEvent = avro.Type.forSchema(JSON.parse(readFileSync(`${schemas}cloudevents.avsc`, 'utf8')));
const proto = new protobuf.Root().loadSync(`${schemas}cloudevents.proto`, { keepCase: true });
const protoEvent = proto.lookupType('io.cloudevents.v1.CloudEvent');
const protoBatch = proto.lookupType('io.cloudevents.v1.CloudEventBatch');

const required = { specversion: '1.0', id: 'A234-1', source: '/checkout/7', type: 'com.example.order.placed' };

async function post(url, format, body) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': `application/cloudevents${format}` }, body });
  assert.equal(answer.status, 202, await answer.text());
}

// --- Avro ---

const avroAttributes = {
  ...required,
  subject: 'Grüße',
  time: '2026-03-01T12:30:45.123Z',
  retries: -3,
  urgent: true,
  digest: Buffer.from([0, 255]),
  unset: null,
};
const printedAttributes = {
  ...required, subject: 'Grüße', time: '2026-03-01T12:30:45.123Z', retries: -3, urgent: true, digest: 'AP8=',
};

test('what avsc encodes is printed as it was meant', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const record = (value) => ({ value });
  const cases = [
    [null, {}],
    [Buffer.from([0, 255]), { data_base64: 'AP8=' }],
    [true, { data: true }],
    [12.5, { data: 12.5 }],
    ['東京', { data: '東京' }],
    [{}, { data: {} }],
    [
      { total: 12.5, note: null, paid: false, to: record({ name: 'x', lines: [record({ sku: 'a' })], by: { key: record({}) } }) },
      { data: { total: 12.5, note: null, paid: false, to: { name: 'x', lines: [{ sku: 'a' }], by: { key: {} } } } },
    ],
    [[record({ n: 1 }), record({})], { data: [{ n: 1 }, {}] }],
  ];
  for (const [data] of cases)
    await post(listener.url, '+avro', avroEvent.toBuffer({ attribute: avroAttributes, data }));
  assert.deepEqual(await listener.take(cases.length), cases.map(([, printed]) => ({ ...printedAttributes, ...printed })));
  await listener.stop();
});

test('avsc decodes what evs sends', limit, async (t) => {
  const cases = [
    [{}, {}, null],
    [{ data_base64: 'AP8=' }, {}, Buffer.from([0, 255])],
    [{ datacontenttype: 'text/plain', data: 'Grüße' }, { datacontenttype: 'text/plain' }, 'Grüße'],
    [
      { data: { total: 12.5, to: { lines: [{ sku: 'a' }] } } },
      { datacontenttype: 'application/json' },
      { total: 12.5, to: { value: { lines: [{ value: { sku: 'a' } }] } } },
    ],
    // The schema has no array of numbers: the JSON goes as it is.
    [{ data: [1, 2] }, { datacontenttype: 'application/json' }, Buffer.from('[1,2]')],
  ];
  const events = cases.map(([event]) => ({ ...required, retries: -3, urgent: true, ...event }));
  const requests = await sent(t, program, events, '--format', 'avro');
  assert.equal(requests.length, cases.length);
  requests.forEach(({ headers, body }, at) => {
    const [, attributes, data] = cases[at];
    assert.equal(headers['content-type'], 'application/cloudevents+avro');
    const event = avroEvent.fromBuffer(body); // strict: nothing may be left over
    assert.deepEqual({ ...event.attribute }, { ...required, retries: -3, urgent: true, ...attributes });
    assert.deepEqual(JSON.parse(JSON.stringify(event.data)), JSON.parse(JSON.stringify(data)));
  });
});

// --- Protobuf ---

const messageAttributes = {
  subject: { ce_string: 'Grüße' },
  time: { ce_timestamp: { seconds: 1_772_368_245, nanos: 123_000_000 } },
  retries: { ce_integer: -3 },
  urgent: { ce_boolean: true },
  digest: { ce_bytes: Buffer.from([0, 255]) },
  schema: { ce_uri: 'urn:schema' },
  ref: { ce_uri_ref: '../x' },
};
const printedMessage = { ...printedAttributes, schema: 'urn:schema', ref: '../x' };
const { specversion, ...fields } = required;
const message = (data, attributes = {}) => ({
  ...fields, spec_version: specversion, attributes: { ...messageAttributes, ...attributes }, ...data,
});

test('what protobufjs encodes is printed as it was meant', limit, async (t) => {
  const listener = await Listener.start(t, program);
  const typed = (name) => ({ datacontenttype: { ce_string: name } });
  const any = { type_url: 'type.googleapis.com/a.B', value: Buffer.from([8, 1]) };
  const cases = [
    [message({}), {}],
    [message({ binary_data: Buffer.from([0, 255]) }), { data_base64: 'AP8=' }],
    [message({ text_data: '東京' }, typed('text/plain')), { datacontenttype: 'text/plain', data: '東京' }],
    [message({ text_data: '{"a":1}' }, typed('application/json')), { datacontenttype: 'application/json', data: { a: 1 } }],
    [message({ proto_data: any }, typed('application/protobuf')), { datacontenttype: 'application/protobuf', data_base64: 'CAE=' }],
  ];
  const expected = cases.map(([, printed]) => ({ ...printedMessage, ...printed }));
  for (const [event] of cases) {
    assert.equal(protoEvent.verify(event), null);
    await post(listener.url, '+protobuf', protoEvent.encode(protoEvent.fromObject(event)).finish());
  }
  assert.deepEqual(await listener.take(cases.length), expected);
  const batch = protoBatch.fromObject({ events: cases.map(([event]) => event) });
  await post(listener.url, '-batch+protobuf', protoBatch.encode(batch).finish());
  assert.deepEqual(await listener.take(cases.length), expected);
  await listener.stop();
});

test('protobufjs decodes what evs sends', limit, async (t) => {
  const events = [
    { ...required, time: '2026-03-01T12:30:45.123Z', retries: -3, urgent: true, data: { total: 12.5 } },
    { ...required, data_base64: 'AP8=' },
    { ...required, datacontenttype: 'text/plain', data: 'Grüße' },
  ];
  const expected = [
    {
      ...fields, spec_version: '1.0', text_data: '{"total":12.5}',
      attributes: {
        time: { ce_timestamp: { seconds: '1772368245', nanos: 123_000_000 } },
        datacontenttype: { ce_string: 'application/json' },
        retries: { ce_integer: -3 },
        urgent: { ce_boolean: true },
      },
    },
    { ...fields, spec_version: '1.0', binary_data: 'AP8=' },
    { ...fields, spec_version: '1.0', text_data: 'Grüße', attributes: { datacontenttype: { ce_string: 'text/plain' } } },
  ];
  const plain = { longs: String, bytes: String };
  const single = await sent(t, program, events, '--format', 'protobuf');
  assert.deepEqual(single.map(({ headers }) => headers['content-type']), Array(3).fill('application/cloudevents+protobuf'));
  assert.deepEqual(single.map(({ body }) => protoEvent.toObject(protoEvent.decode(body), plain)), expected);
  const [batch] = await sent(t, program, events, '--format', 'protobuf', '--mode', 'batch');
  assert.equal(batch.headers['content-type'], 'application/cloudevents-batch+protobuf');
  assert.deepEqual(protoBatch.toObject(protoBatch.decode(batch.body), plain).events, expected);
});

// --- Both on a WebSocket ---

const socketFormats = [
  {
    name: 'avro',
    encode: (event) => avroEvent.toBuffer({ attribute: event, data: null }),
    decode: (bytes) => ({ ...avroEvent.fromBuffer(bytes).attribute }),
  },
  {
    name: 'proto',
    encode: ({ specversion: spec_version, ...event }) => protoEvent.encode(protoEvent.fromObject({ ...event, spec_version })).finish(),
    decode: (bytes) => {
      const { spec_version, attributes = {}, ...event } = protoEvent.toObject(protoEvent.decode(bytes));
      const texts = Object.entries(attributes).map(([key, value]) => [key, value.ce_string]);
      return { specversion: spec_version, ...event, ...Object.fromEntries(texts) };
    },
  },
];

for (const { name, encode, decode } of socketFormats) {
  test(`a WebSocket carries events as cloudevents.${name}, both ways`, limit, async (t) => {
    const listener = await Listener.start(t, program);
    const socket = new WebSocket(`${listener.url.replace('http', 'ws')}/ws`, [`cloudevents.${name}`, 'cloudevents.json']);
    const messages = on(socket, 'message');
    await once(socket, 'open');
    assert.equal(socket.protocol, `cloudevents.${name}`);
    const heard = async () => {
      const [bytes, isBinary] = (await messages.next()).value;
      assert.equal(isBinary, true);
      return decode(bytes);
    };
    socket.send(encode(required));
    assert.deepEqual(await heard(), required);
    socket.send(JSON.stringify(required)); // a text frame, which that subprotocol has not
    assert.equal((await heard()).type, 'eventscope.stream.refused');
    socket.send(encode({ ...required, id: 'A234-2' }));
    assert.deepEqual(await heard(), { ...required, id: 'A234-2' });
    assert.deepEqual(await listener.take(2), [required, { ...required, id: 'A234-2' }]);
    await listener.stop();
  });
}

// --- A server whose stream evs reads ---

for (const { name, encode, isText } of [
  ...socketFormats,
  { name: 'json', encode: (event) => JSON.stringify(event), isText: true },
]) {
  test(`evs reads the stream of a server that chooses cloudevents.${name}`, limit, async (t) => {
    let offered;
    const server = new WebSocketServer({
      host: '127.0.0.1',
      port: 0,
      handleProtocols: (names) => {
        offered = [...names];
        return `cloudevents.${name}`;
      },
    });
    t.after(() => server.close());
    await once(server, 'listening');
    const connected = once(server, 'connection');
    const url = `ws://127.0.0.1:${server.address().port}/stream`;
    const listener = await Listener.start(t, program, '--ws', url, '--ws-cloudevents', '--refused');
    const [socket] = await connected;
    t.after(() => socket.terminate());
    assert.deepEqual(offered, ['cloudevents.json', 'cloudevents.avro', 'cloudevents.proto']);
    socket.send(encode(required));
    socket.send(encode(required), { binary: Boolean(isText) }); // not the type of frame that it has
    socket.send(encode({ ...required, id: 'A234-2' }));
    assert.deepEqual(await listener.take(2), [required, { ...required, id: 'A234-2' }]);
    const [refused] = await listener.takeRefused(1);
    assert.equal(refused.rule, isText ? 'websocket-binary' : 'websocket-text');
    await listener.stop();
  });
}
