// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The client of Azure Event Grid sends to `evs listen`.
// Usage: node azure.test.mjs PATH-OF-EVS
import { AzureKeyCredential, EventGridPublisherClient } from '@azure/eventgrid';
import assert from 'node:assert/strict';
import test from 'node:test';

import { order } from './events.mjs';
import { Listener } from './listener.mjs';

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
