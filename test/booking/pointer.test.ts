import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, fill, NOW, request, row } from './support/house.ts';
import { stepped } from './support/stepped.ts';

const stays = request('p1', 'UJI-1', 3);
const closing = request('p1', 'UJI-2', 1);
/** 8:00 in Jakarta next day, when the session closes: one process's clock is before it, the other's behind. */
const CLOSES = Date.UTC(2026, 10, 25, 1);
const EARLY = CLOSES - 500;
const LATE = CLOSES + 500;

/**
 * One process moves a booking to another session, sleeps, goes on, and is killed; another, a second ahead, finds that
 * session closed meanwhile and undoes it.
 */
async function race(first: number, second: number, third: number, last: number): Promise<string> {
  const documents = memoryDocuments({ clock: () => NOW });
  await fill(documents, [row('UJI-1', 3, 1), row('UJI-2', 1, 1)]);
  const answer = await booking(documents).book(stays, NOW);
  const code = 'ticket' in answer ? answer.ticket.code : '';
  const [one, two] = [stepped(documents), stepped(documents)];
  void booking(one.documents).change(closing, EARLY);
  await one.advance(first);
  const staying = booking(two.documents).change(stays, LATE);
  await two.advance(second);
  await one.advance(third);
  await two.release();
  await staying;
  await one.advance(last);
  const held = await booking(documents).held('p1', 1);
  return `${held?.session.site}: ${(await booking(documents).check(held?.code ?? code, LATE)).kind}`;
}

test('a place that one process gives and another gives up leaves a ticket that the site can check', async () => {
  const ends = new Set<string>();
  for (const first of [2, 3, 4, 5, 6])
    for (let second = 0; second < 7; second += 1)
      for (let third = 0; third < 5; third += 1)
        for (let last = 0; last < 3; last += 1) ends.add(await race(first, second, third, last));
  expect([...ends].sort()).toEqual(['UJI-1: valid', 'UJI-2: valid']);
});
