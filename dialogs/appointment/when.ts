import { DAY, localDate, localTime } from '../../booking/times.ts';
import { monthOf } from '../../domain/months.ts';

/** What a session is told by: instants in ms, and the zone of its place. */
export interface Timed {
  readonly start: number;
  readonly end: number;
  readonly zone: string;
}

const WEEKDAYS: readonly RegExp[] = [
  /\b(?:minggu|ahad|sunday)\b/,
  /\b(?:senin|senen|monday)\b/,
  /\b(?:selasa|slasa|tuesday)\b/,
  /\b(?:rabu|rebo|wednesday)\b/,
  /\b(?:kamis|kemis|thursday)\b/,
  /\b(?:jum ?'?at|friday)\b/,
  /\b(?:sabtu|saptu|saturday)\b/,
];
/** Hours of the day by name, from and until. */
const PARTS: readonly (readonly [RegExp, string, string])[] = [
  [/\b(?:pagi|morning|esuk|enjing)\b/, '00:00', '11:00'],
  [/\b(?:siang|noon)\b/, '10:00', '15:00'],
  [/\b(?:sore|afternoon|sonten)\b/, '13:00', '18:30'],
  [/\b(?:malam|malem|evening|night)\b/, '18:00', '23:59'],
];
const TODAY = /\b(?:hari ini|sekarang|skrg|today)\b/;
const TOMORROW = /\b(?:besok|bsk|tomorrow|sesuk)\b/;
const AFTER_TOMORROW = /\blusa\b/;
const CLOCK = /\b(?:jam|jm|pukul|pkl|at) ?(\d{1,2})(?:[.:](\d{2}))?\b|\b(\d{1,2})[.:](\d{2})\b/;
const DATE = /\b(\d{1,2})(?: ?[-/] ?(\d{1,2})| ([a-z]{3,}))\b|\b(?:tgl|tanggal|tggl) ?(\d{1,2})\b/;

/** A time that does not suit, or that is past: "ga bisa besok pagi" must book nothing. */
const NOT_THEN =
  /\b(?:ga|gak|gk|nggak|ngga|enggak|engga|tidak|tdk|bukan|jangan|jgn|selain|kecuali|belum|blm|ora|mboten|teu|not|cannot|can ?'?t|except|lalu|kemarin|kmrn|sudah|sdh|udah)\b/;
/** A wish for a time is short; a story that names one is about something else. */
const WORDS_MOST = 8;

type Test = (session: Timed) => boolean;

/** A window of several days is on each of them. */
const onDay =
  (date: (zone: string) => string): Test =>
  ({ start, end, zone }) => {
    const wanted = date(zone);
    return localDate(start, zone) <= wanted && wanted <= localDate(end, zone);
  };

const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

function dayTest(said: string, now: number): Test | undefined {
  const days = TODAY.test(said) ? 0 : TOMORROW.test(said) ? 1 : AFTER_TOMORROW.test(said) ? 2 : undefined;
  if (days !== undefined) return onDay((zone) => localDate(now + days * DAY, zone));
  const weekday = WEEKDAYS.findIndex((name) => name.test(said));
  if (weekday >= 0) return ({ start, zone }) => weekdayOf(localDate(start, zone)) === weekday;
  const [, before, month, named, alone] = DATE.exec(said) ?? [];
  const day = (before ?? alone)?.padStart(2, '0');
  if (day === undefined) return undefined;
  const number = month === undefined ? named && monthOf(named) : Number(month);
  if (alone === undefined && number === undefined) return undefined;
  const end = number === undefined ? `-${day}` : `-${String(number).padStart(2, '0')}-${day}`;
  return ({ start, zone }) => localDate(start, zone).endsWith(end);
}

/** "Jam 2 siang" is 14.00: hours before six are those after noon, no session is at night. */
function hourTest(said: string): Test | undefined {
  const [, hour = '', minute, bare, beside] = CLOCK.exec(said) ?? [];
  const typed = Number(hour || bare || Number.NaN);
  if (!(typed <= 24)) return undefined;
  const hours = typed < 6 || (typed < 12 && /\b(?:sore|malam|malem)\b/.test(said)) ? typed + 12 : typed;
  const at = `${String(hours).padStart(2, '0')}:${minute ?? beside ?? '00'}`;
  return ({ start, end, zone }) => localTime(start, zone) <= at && at < localTime(end, zone);
}

function partTest(said: string): Test | undefined {
  const part = PARTS.find(([name]) => name.test(said));
  if (!part) return undefined;
  const [, from, until] = part;
  return ({ start, zone }) => from <= localTime(start, zone) && localTime(start, zone) < until;
}

/**
 * The sessions that a citizen's words mean ("sabtu pagi", "besok jam 9", "tgl 28"), of those given; `undefined` when the
 * words say nothing about time. `now` in ms.
 */
export function meantBy<T extends Timed>(text: string, sessions: readonly T[], now: number): readonly T[] | undefined {
  const said = text.toLowerCase();
  if (NOT_THEN.test(said) || said.split(/\s+/).length > WORDS_MOST) return undefined;
  const hour = hourTest(said);
  const tests = [dayTest(said, now), hour ?? partTest(said)].filter((test) => test !== undefined);
  if (tests.length === 0) return undefined;
  return sessions.filter((session) => tests.every((test) => test(session)));
}
