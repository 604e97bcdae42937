// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from './sender.mjs';

/// A headless Chromium, driven by the DevTools protocol over a pipe. Names resolve as `hosts` says
/// ({name: 'address'}), and no other name does, so that it reaches nothing but this machine. Certificates with one of
/// these keys are trusted (SHA-256 of the SubjectPublicKeyInfo, in Base64).
export class Browser {
  #process;
  #waiting = new Map();
  #listeners = new Set();
  #last = 0;

  /// Gone with the test `t`.
  static async start(t, program, { hosts = {}, keys = [] } = {}) {
    const profile = await mkdtemp(join(tmpdir(), 'eventscope-browser-'));
    const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
    const browser = new Browser();
    browser.#process = spawn(
      program,
      [
        '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`, '--no-first-run', '--disable-gpu',
        '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        `--host-resolver-rules=${[...rules, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
        `--ignore-certificate-errors-spki-list=${keys.join(',')}`,
        // Newer ones keep pages from local addresses by themselves; it is `evs` that is tested.
        '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets',
        // Chromium will not sandbox what runs as root; every page here is ours.
        ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
    );
    t.after(async () => {
      const ended = once(browser.#process, 'exit');
      process.kill(-browser.#process.pid, 'SIGKILL'); // and all that it has started
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    });
    browser.#read();
    await browser.call('Browser.getVersion');
    return browser;
  }

  /// A page that shows `url`.
  async open(url) {
    const { targetId } = await this.call('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page(this, sessionId);
    await page.call('Page.enable');
    await page.go(url);
    return page;
  }

  call(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.#waiting.set(id, { method, resolve, reject }));
  }

  /// The next time that this happens in the session.
  next(method, sessionId) {
    return new Promise((resolve) => {
      const listener = (message) => {
        if (message.method !== method || message.sessionId !== sessionId) return;
        this.#listeners.delete(listener);
        resolve(message.params);
      };
      this.#listeners.add(listener);
    });
  }

  async #read() {
    let text = '';
    for await (const chunk of this.#process.stdio[4].setEncoding('utf8')) {
      const messages = (text + chunk).split('\0');
      text = messages.pop();
      for (const message of messages.map((each) => JSON.parse(each))) this.#take(message);
    }
    for (const { method, reject } of this.#waiting.values()) reject(new Error(`the browser ended before ${method}`));
  }

  #take(message) {
    for (const listener of [...this.#listeners]) listener(message);
    const call = this.#waiting.get(message.id);
    if (!call) return;
    this.#waiting.delete(message.id);
    if (message.error) call.reject(new Error(`${call.method}: ${message.error.message}`));
    else call.resolve(message.result);
  }
}

class Page {
  #browser;
  #session;

  constructor(browser, session) {
    this.#browser = browser;
    this.#session = session;
  }

  call(method, params) {
    return this.#browser.call(method, params, this.#session);
  }

  next(method) {
    return this.#browser.next(method, this.#session);
  }

  async go(url) {
    const loaded = this.next('Page.loadEventFired');
    const { errorText } = await this.call('Page.navigate', { url });
    if (errorText) throw new Error(`${url}: ${errorText}`);
    await loaded;
  }

  /// Runs this function in the page; its arguments and what it answers are JSON. Nothing but them is known to it.
  async run(code, ...values) {
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', {
      expression: `(${code})(...${JSON.stringify(values)})`,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
}

/// Serves an empty page for a browser to stand on; answers its origin.
export function servePages(t) {
  return serve(t, createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>a page</title>');
  }));
}
