// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0

/// Reads a text/event-stream as a browser's EventSource does (HTML Living Standard 9.2.6), by fetch. Yields
/// {name, id, data}; the end of the stream ends it, and what is not whole then counts as nothing.
export async function* eventSource(url, { lastEventId, signal } = {}) {
  const headers = { Accept: 'text/event-stream' };
  if (lastEventId !== undefined) headers['Last-Event-ID'] = lastEventId;
  const response = await fetch(url, { headers, signal });
  if (response.status !== 200 || response.headers.get('content-type') !== 'text/event-stream')
    throw new Error(`no event stream: ${response.status} ${await response.text()}`);
  let text = '';
  let event = { name: 'message', data: [] };
  let id = lastEventId ?? '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const lines = text.split(/\r\n|\n|\r/);
    text = lines.pop();
    for (const line of lines) {
      if (line === '') {
        if (event.data.length > 0) yield { name: event.name, id, data: event.data.join('\n') };
        event = { name: 'message', data: [] };
        continue;
      }
      const [, field, value] = line.match(/^([^:]*):? ?(.*)$/s);
      if (field === 'data') event.data.push(value);
      else if (field === 'event') event.name = value;
      else if (field === 'id') id = value;
    }
  }
}
