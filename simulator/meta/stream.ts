import type { ServerResponse } from 'node:http';
import type { Feed } from './feed.ts';

const BEAT_MS = 15_000;

/** Server-sent events: everything that happens on the phones, from now on. */
export function stream(feed: Feed, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`: ${feed.newest}\n\n`);
  const beat = setInterval(() => response.write(': \n\n'), BEAT_MS).unref();
  const end = feed.watch((event) => {
    response.write(
      `id: ${event.n}\nevent: ${event.kind}\ndata: ${JSON.stringify({ phone: event.phone, ...event.data })}\n\n`,
    );
  });
  response.once('close', () => {
    clearInterval(beat);
    end();
  });
}
