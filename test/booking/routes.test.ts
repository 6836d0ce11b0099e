import { createGuessBudget, networkOf } from '../../booking/guess-budget.ts';
import { type TicketRoutesOptions, ticketRoutes } from '../../booking/routes.ts';
import type { HttpRequest, HttpResponse } from '../../domain/http.ts';
import { silent } from '../../domain/log.ts';
import type { Documents } from '../../stores/documents.ts';
import { Busy } from '../../stores/errors.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, DAY, fill, NOW, request, row } from './support/house.ts';

const WRONG = '0000-0000-0000-0000';
const HTML = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

interface House {
  readonly code: string;
  readonly documents: Documents;
  get(path: string, change?: Partial<HttpRequest>): Promise<HttpResponse>;
}

async function house(change: Partial<TicketRoutesOptions> = {}): Promise<House> {
  const documents = memoryDocuments();
  await fill(documents, [row('UJI-1', 1, 5)]);
  const desk = booking(documents);
  const answer = await desk.book(request('person-1', 'UJI-1', 1), NOW);
  const options = { booking: desk, clock: () => NOW, logger: silent, publicUrl: 'https://contoh.test' };
  const routes = ticketRoutes({ ...options, ...change });
  return {
    documents,
    code: 'ticket' in answer ? answer.ticket.code : '',
    async get(path, more = {}) {
      const [, first, code = '', last] = path.split('/');
      const route = routes.find((one) => one.path === [`/${first}/:code`, last].filter(Boolean).join('/'));
      if (!route) throw new Error(`no route for ${path}`);
      return route.handle({
        ...{ method: 'GET', path, params: { code: decodeURIComponent(code) }, query: new URLSearchParams() },
        ...{ headers: {}, body: Buffer.alloc(0), remote: '127.0.0.1', ...more },
      });
    },
  };
}

describe('GET /verify/CODE', () => {
  test('tells a program whether, where and when, and nothing else', async () => {
    const { get, code } = await house();
    const answer = await get(`/verify/${code}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      valid: true,
      status: 'valid',
      site: { name: 'Puskesmas Melati Contoh', address: 'Jl. Contoh No. 1', region: 'Kota Bandung' },
      session: { start: '2026-11-25T01:00:00.000Z', end: '2026-11-25T16:00:00.000Z', zone: 'Asia/Jakarta' },
    });
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });

  test('shows a browser a small page in Indonesian, without script', async () => {
    const { get, code } = await house();
    const { status, headers, body } = await get(`/verify/${code}`, { headers: HTML });
    expect(status).toBe(200);
    expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
    expect(headers?.['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(body).toContain('<html lang="id">');
    expect(body).toContain('Tiket berlaku');
    expect(body).toContain('Puskesmas Melati Contoh');
    expect(body).toContain('Rabu, 25 November 2026, 08.00-23.00 WIB');
    expect(body).not.toMatch(/<script|onload|javascript:/i);
  });

  test.each([
    ['asked for', { query: new URLSearchParams('lang=en') }],
    ['of the browser', { headers: { ...HTML, 'accept-language': 'en-GB,en;q=0.9,id;q=0.8' } }],
  ])('in English when %s', async (_name, change) => {
    const { get, code } = await house();
    const { body } = await get(`/verify/${code}`, { headers: HTML, ...change });
    expect(body).toContain('Ticket is valid');
    expect(body).toContain('Wednesday');
  });

  test('forgives how a code is typed', async () => {
    const { get, code } = await house();
    expect((await get(`/verify/${code.toLowerCase().replaceAll('-', ' ')}`)).status).toBe(200);
  });

  test('a session that is over: past', async () => {
    const { get, code } = await house({ clock: () => NOW + 3 * DAY });
    expect((await get(`/verify/${code}`)).body).toMatchObject({ valid: false, status: 'past' });
    expect((await get(`/verify/${code}`, { headers: HTML })).body).toContain('Jadwal sudah lewat');
  });

  test('unknown, malformed, hostile: 404 alike, nothing echoed', async () => {
    const { get } = await house({ guesses: createGuessBudget(1000) });
    const first = await get(`/verify/${WRONG}`);
    expect(first).toMatchObject({ status: 404, body: { code: 'not_valid', message: 'Tiket tidak berlaku' } });
    const page = await get(`/verify/${WRONG}`, { headers: HTML });
    expect(page.status).toBe(404);
    for (const code of ['x', '<script>alert(1)</script>', '..%2F..', '\u0000', 'A'.repeat(5_000), '٣٣٣٣', 'claim-1']) {
      expect(await get(`/verify/${encodeURIComponent(code)}`)).toEqual(first);
      expect(await get(`/verify/${encodeURIComponent(code)}`, { headers: HTML })).toEqual(page);
    }
  });

  test('a wrong code costs the same readings as a right one', async () => {
    const { documents, code } = await house();
    const get = jest.spyOn(documents, 'get');
    const desk = booking(documents);
    const readings = [];
    for (const one of [WRONG, 'nonsense', code]) {
      get.mockClear();
      await desk.check(one, NOW);
      readings.push(get.mock.calls.map(([container]) => container).slice(0, 2));
    }
    expect(readings).toEqual(Array(3).fill(['tickets', 'sessions']));
  });

  test('on the day it says so, and for another day the page says that', async () => {
    const { get, code } = await house();
    expect((await get(`/verify/${code}`, { headers: HTML })).body).toContain('Bukan untuk hari ini');
    const there = await house({ clock: () => NOW + 24 * 3_600_000 });
    expect((await there.get(`/verify/${there.code}`)).body).toMatchObject({ valid: true, today: true });
    expect((await there.get(`/verify/${there.code}`, { headers: HTML })).body).not.toContain('Bukan untuk hari ini');
  });

  test('used: said, and no longer valid', async () => {
    const { get, code, documents } = await house();
    await booking(documents).present(code, NOW + 22 * 3_600_000);
    expect((await get(`/verify/${code}`)).body).toMatchObject({ valid: false, status: 'used' });
    expect((await get(`/verify/${code}`, { headers: HTML })).body).toContain('Tiket sudah dipakai');
  });

  test('nothing about the person in any answer', async () => {
    const { get, code } = await house();
    for (const path of [`/verify/${code}`, `/tickets/${code}/calendar.ics`, `/tickets/${code}/slip`]) {
      for (const headers of [HTML, {}]) {
        const text = JSON.stringify(await get(path, { headers }));
        expect(text).not.toMatch(/person-1|contact|dose|dosis/i);
      }
    }
  });

  test('a busy store: 503 with Retry-After, and no guess is lost', async () => {
    const busy = { ...booking(memoryDocuments()), check: () => Promise.reject(new Busy(3_000)) };
    const { get } = await house({ booking: busy, guesses: createGuessBudget(1) });
    for (let n = 0; n < 3; n += 1) {
      expect(await get(`/verify/${WRONG}`)).toMatchObject({
        ...{ status: 503, headers: { 'retry-after': '3' }, body: { code: 'busy' } },
      });
    }
  });
});

describe('guessing', () => {
  test('many wrong codes from one address: 429 with Retry-After, even for a right one; others go on', async () => {
    let now = NOW;
    const { get, code } = await house({ clock: () => now });
    const all = await Promise.all(Array.from({ length: 60 }, () => get(`/verify/${WRONG}`)));
    expect(all.filter((one) => one.status === 404)).toHaveLength(20);
    const limited = all.filter((one) => one.status === 429);
    expect(limited).toHaveLength(40);
    expect(limited[0]).toMatchObject({ headers: { 'retry-after': '600' }, body: { code: 'too_many_guesses' } });
    expect((await get(`/tickets/${code}/calendar.ics`)).status).toBe(429);
    expect((await get(`/verify/${code}`, { remote: '10.0.0.9' })).status).toBe(200);
    now += 600_000;
    expect((await get(`/verify/${code}`)).status).toBe(200);
  });

  test('right codes cost nothing', async () => {
    const { get, code } = await house();
    for (let n = 0; n < 50; n += 1) expect((await get(`/verify/${code}`)).status).toBe(200);
  });

  test.each([
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0db8:0000:0000:ffff::2', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['10.1.2.3', '10.1.2.3'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s counts as %s', (remote, network) => {
    expect(networkOf(remote)).toBe(network);
  });

  test('the memory of addresses is bounded: the quietest is forgotten', () => {
    const budget = createGuessBudget(1, 1_000);
    expect(budget.take('first', 0)).toBe(0);
    expect(budget.take('first', 0)).toBe(1_000);
    for (let n = 0; n < 10_000; n += 1) budget.take(`other-${n}`, 0);
    expect(budget.take('first', 0)).toBe(0);
    expect(budget.take('other-9999', 0)).toBe(1_000);
  });
});

describe('GET /tickets/CODE/calendar.ics', () => {
  /** Lines of an RFC 5545 file, unfolded. */
  const linesOf = (text: string): string[] => text.replaceAll('\r\n ', '').split('\r\n');

  test('is a calendar file with the place, the time in UTC and an alarm the day before', async () => {
    const { get, code } = await house();
    const { status, headers, body } = await get(`/tickets/${code}/calendar.ics`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' });
    const lines = linesOf(String(body));
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.filter((line) => line.startsWith('BEGIN:')).sort()).toEqual(
      ['VALARM', 'VCALENDAR', 'VEVENT'].map((name) => `BEGIN:${name}`),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        ...['VERSION:2.0', 'DTSTART:20261125T010000Z', 'DTEND:20261125T160000Z', 'TRIGGER:-P1D', 'ACTION:DISPLAY'],
        'SUMMARY:Jadwal vaksinasi: Puskesmas Melati Contoh',
        'LOCATION:Puskesmas Melati Contoh\\, Jl. Contoh No. 1\\, Kota Bandung',
        `URL;VALUE=URI:https://contoh.test/verify/${code}`,
      ]),
    );
  });

  test('twice gives the same event, and no code gives none', async () => {
    const { get, code } = await house();
    const [first, second] = [await get(`/tickets/${code}/calendar.ics`), await get(`/tickets/${code}/calendar.ics`)];
    expect(first.body).toEqual(second.body);
    expect((await get(`/tickets/${WRONG}/calendar.ics`)).status).toBe(404);
  });
});

describe('what whoever has the code can take away', () => {
  test('a picture that every channel can fetch: a PNG of a few KB', async () => {
    const { get, code } = await house();
    const { status, headers, body } = await get(`/tickets/${code}/qr.png`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(Buffer.isBuffer(body) && body.subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.isBuffer(body) && body.length).toBeLessThan(8_000);
  });

  test('a slip to print: code, picture, place, time, what to bring, and no script', async () => {
    const { get, code } = await house();
    const { status, headers, body } = await get(`/tickets/${code}/slip`);
    expect(status).toBe(200);
    expect(headers?.['content-security-policy']).toContain('img-src data:');
    for (const part of [code, 'data:image/png;base64,iVBOR', 'Puskesmas Melati Contoh', '08.00-23.00 WIB', 'KTP asli'])
      expect(body).toContain(part);
    expect(body).not.toMatch(/<script|https?:\/\/(?!contoh\.test)/i);
    expect((await get(`/tickets/${code}/slip`, { query: new URLSearchParams('lang=en') })).body).toContain(
      'Ticket code',
    );
  });

  test.each([
    'qr.png',
    'slip',
    'calendar.ics',
  ])('%s of a code that is no ticket: 404, and it costs a guess', async (last) => {
    const { get } = await house({ guesses: createGuessBudget(1) });
    expect((await get(`/tickets/${WRONG}/${last}`)).status).toBe(404);
    expect((await get(`/tickets/${WRONG}/${last}`)).status).toBe(429);
  });
});
