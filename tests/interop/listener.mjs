// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/// An `evs listen` on a free port: its address, and the events that it prints. `evs` ends with 0 on SIGTERM, or
/// stop() says what it did instead.
export class Listener {
  #process;
  #lines;
  #said;

  /// Gone with the test `t`, also when that fails before stop().
  static start(t, program, ...options) {
    return Listener.startAt(t, program, '127.0.0.1:0', ...options);
  }

  static async startAt(t, program, address, ...options) {
    const listener = new Listener();
    t.after(() => listener.#process.kill('SIGKILL'));
    listener.#process = spawn(program, ['listen', '--listen', address, ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    listener.#lines = createInterface({ input: listener.#process.stdout })[Symbol.asyncIterator]();
    listener.#said = createInterface({ input: listener.#process.stderr })[Symbol.asyncIterator]();
    for (;;) {
      const { value, done } = await listener.#said.next();
      if (done) throw new Error(`${program} did not say where it listens`);
      listener.url = value.match(/^listening on (https?:\/\/\S+)$/)?.[1];
      if (listener.url) return listener;
      console.error(value);
    }
  }

  /// Its address as Host says it.
  get host() {
    return new URL(this.url).host;
  }

  /// The next `count` events, in the order of the log.
  async take(count) {
    const events = [];
    while (events.length < count) {
      const { value, done } = await this.#lines.next();
      if (done) throw new Error(`evs ended after ${events.length} of ${count} events`);
      events.push(JSON.parse(value));
    }
    return events;
  }

  /// What `--refused` says of the next `count` requests.
  async takeRefused(count) {
    const refused = [];
    while (refused.length < count) {
      const { value, done } = await this.#said.next();
      if (done) throw new Error(`evs ended after ${refused.length} of ${count} refused requests`);
      if (value.startsWith('{')) refused.push(JSON.parse(value));
    }
    return refused;
  }

  async stop() {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    const rest = await this.#lines.next();
    const [code, signal] = await ended;
    if (!rest.done) throw new Error(`one event too many: ${rest.value}`);
    if (code !== 0) throw new Error(`evs ended with ${code ?? signal}`);
  }
}
