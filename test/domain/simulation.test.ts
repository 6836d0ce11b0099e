import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadProgramme } from '../../domain/programme-file.ts';
import { createSimulation, type SimulatedTarget } from '../../domain/simulation.ts';

const published = loadProgramme('covid19-2021');
const on = '2021-12-01';

const target = (birthDate: string, group: string, region?: string): SimulatedTarget => ({
  ...{ birthDate, group, sex: 'F' },
  ...(region === undefined ? {} : { region }),
});

const LIST = [
  target('1950-01-01', 'lansia', '32.73'),
  target('1963-01-01', 'lansia', '32.73'),
  target('1963-01-01', 'lansia', '51.71'),
  target('1990-01-01', 'umum', '51.71'),
  target('2014-01-01', 'anak', '51.71'),
  target('2014-01-01', 'anak'),
  target('2003-12-02', 'umum', '93.01'),
  target('1990-01-01', 'dokter', '93.01'),
];

function compare(change: (group: (typeof published.groups)[number]) => object) {
  const changed = { ...published, groups: published.groups.map((one) => ({ ...one, ...change(one) })) };
  const simulation = createSimulation(published, changed, on);
  for (const one of LIST) simulation.add(one);
  return simulation.report();
}

test('nothing changes by the same programme', () => {
  expect(compare(() => ({}))).toMatchObject({ on, targets: 8, admitted: 0, excluded: 0, unknownGroup: 1 });
});

test('a lower age admits, by province, group and age', () => {
  expect(compare(({ code }) => (code === 'lansia' ? { minAge: 55 } : {}))).toEqual({
    ...{ on, targets: 8, admitted: 2, excluded: 0, unknownGroup: 1 },
    byProvince: [
      { key: '-', targets: 1, admitted: 0, excluded: 0 },
      { key: '32', targets: 2, admitted: 1, excluded: 0 },
      { key: '51', targets: 3, admitted: 1, excluded: 0 },
      { key: '93', targets: 2, admitted: 0, excluded: 0 },
    ],
    byGroup: [
      { key: 'anak', targets: 2, admitted: 0, excluded: 0 },
      { key: 'dokter', targets: 1, admitted: 0, excluded: 0 },
      { key: 'lansia', targets: 3, admitted: 2, excluded: 0 },
      { key: 'umum', targets: 2, admitted: 0, excluded: 0 },
    ],
    byAge: [
      { key: '18-59', targets: 4, admitted: 2, excluded: 0 },
      { key: '6-11', targets: 2, admitted: 0, excluded: 0 },
      { key: '60+', targets: 1, admitted: 0, excluded: 0 },
      { key: '12-17', targets: 1, admitted: 0, excluded: 0 },
    ].sort((a, b) => (a.key < b.key ? -1 : 1)),
  });
});

test('an earlier day for children admits them where the group takes part', () => {
  const report = compare(({ code }) => (code === 'anak' ? { from: '2021-11-14', regions: ['51'] } : {}));
  expect(report).toMatchObject({ admitted: 1, excluded: 0 });
});

test('a later day, or a group that is not there any more, excludes', () => {
  expect(compare(({ code }) => (code === 'umum' ? { from: '2022-01-01' } : {}))).toMatchObject({
    ...{ admitted: 0, excluded: 1 },
    byGroup: expect.arrayContaining([{ key: 'umum', targets: 2, admitted: 0, excluded: 1 }]),
  });
  const less = { ...published, groups: published.groups.filter((one) => one.code !== 'umum') };
  const simulation = createSimulation(published, less, on);
  for (const one of LIST) simulation.add(one);
  expect(simulation.report()).toMatchObject({ excluded: 1, unknownGroup: 1 });
});

test('a vaccine that may no longer be given to an age excludes it', () => {
  const products = published.products.map((one) => ({ ...one, minAge: [{ from: '2021-01-01', years: 60 }] }));
  const simulation = createSimulation(published, { ...published, products }, on);
  for (const one of LIST) simulation.add(one);
  expect(simulation.report()).toMatchObject({ admitted: 0, excluded: 1 });
});

/** Bytes that are still in use once the garbage is gone: what was not collected yet says nothing. */
function live(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

test('a long list takes no more memory than a short one', () => {
  const simulation = createSimulation(published, published, on);
  const day = (n: number): string =>
    new Date(Date.UTC(1930, 0, 1) + (n % 10_000) * 86_400_000).toISOString().slice(0, 10);
  const add = (from: number, to: number): void => {
    for (let n = from; n < to; n++) simulation.add(target(day(n * 7919), n % 2 ? 'umum' : 'rentan', '32.73'));
  };
  add(0, 30_000);
  const before = live();
  add(30_000, 120_000);
  expect((live() - before) / 1e6).toBeLessThan(10);
  expect(simulation.report().targets).toBe(120_000);
});
