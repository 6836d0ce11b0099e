import type { SessionView } from '../../booking/booking.ts';
import { createFitsFor } from '../../booking/fits.ts';
import { loadProgramme } from '../../domain/programme-file.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

const NOW = Date.UTC(2021, 7, 2);
const programme = loadProgramme('covid19-2021');

function session(product: string, day: string, last = day): SessionView {
  const [start, end] = [Date.parse(`${day}T01:00:00Z`), Date.parse(`${last}T04:00:00Z`)];
  return { id: `${product}-${day}`, site: 'S', start, end, zone: 'Asia/Jakarta', left: 1, product };
}

async function fitsOf(birthDate: string, given?: readonly object[]) {
  const documents = memoryDocuments();
  const sealed = testKeys.seal(JSON.stringify({ name: 'A', birthDate, sex: 'F' }), 'p1');
  const doses = given ? { given: testKeys.seal(JSON.stringify(given), 'p1') } : {};
  await documents.put('persons', 'p1', 'p1', {
    updated: 1,
    target: { group: 'umum', sealed, at: 1 },
    notes: [],
    ...doses,
  });
  return createFitsFor({ documents, sealer: testKeys, programme })('p1', NOW);
}

test.each([
  ['an adult, a product for adults', '1985-01-01', 'AstraZeneca', '2021-09-01', true],
  ['a child, a product for adults', '2009-01-01', 'AstraZeneca', '2021-09-01', false],
  ['a child of 12, a product that is for 12 and more by then', '2009-01-01', 'CoronaVac', '2021-09-01', true],
  ['the same child before that was allowed', '2009-01-01', 'CoronaVac', '2021-05-01', false],
  ['by the name that is on cards', '2009-01-01', 'Sinovac', '2021-05-01', false],
  ['a product that the programme does not know', '2009-01-01', 'Vaksin Baru', '2021-05-01', true],
])('%s', async (_name, born, product, day, expected) => {
  expect((await fitsOf(born))(session(product, day))).toBe(expected);
});

test.each([
  ['too early for the second', 'CoronaVac', '2021-08-15', false],
  ['28 days after the first', 'CoronaVac', '2021-08-30', true],
  ['another product for the second', 'AstraZeneca', '2021-11-30', false],
])('after one dose on 1 August: %s', async (_name, product, day, expected) => {
  const fits = await fitsOf('1985-01-01', [{ number: 1, on: '2021-08-01', product: 'coronavac' }]);
  expect(fits(session(product, day))).toBe(expected);
});

test('a window of several days fits when its last day does', async () => {
  const fits = await fitsOf('1985-01-01', [{ number: 1, on: '2021-08-01', product: 'coronavac' }]);
  expect(fits(session('CoronaVac', '2021-08-25', '2021-08-31'))).toBe(true);
});

test('somebody of whom nothing is known: everything', async () => {
  const fits = await createFitsFor({ documents: memoryDocuments(), sealer: testKeys, programme })('nobody', NOW);
  expect(fits(session('AstraZeneca', '2021-09-01'))).toBe(true);
});
