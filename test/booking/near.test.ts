import { importSessions, importSites } from '../../booking/import.ts';
import { memoryDocuments } from '../support/memory-documents.ts';
import { booking, NOW, regions, request, row, sessionOf } from './support/house.ts';

/** Bandung, the regency around it, far east, and one whose list does not say where it is. */
async function town() {
  const documents = memoryDocuments({ clock: () => NOW });
  const site = (code: string, region_code: string, lat?: number, lon?: number, address = 'Jl. Contoh') => ({
    ...{ code, name: `Puskesmas ${code}`, address, region_code },
    ...(lat === undefined || lon === undefined ? {} : { lat, lon }),
  });
  await importSites({ documents, regions }, [
    site('UJI-1', '32.73', -6.91, 107.61, 'Jl. Contoh 1, Bandung 40115'),
    site('UJI-2', '32.04', -7.2, 107.9, 'Jl. Contoh 2, 40381'),
    site('UJI-3', '91.01', -8.49, 140.4),
    site('UJI-4', '32.73'),
  ]);
  await importSessions(
    { documents, regions },
    ['UJI-1', 'UJI-2', 'UJI-3', 'UJI-4'].map((code) => row(code, 1, 1)),
  );
  return booking(documents);
}

const CIMAHI = { lat: -6.87, lon: 107.54 };

test('a shared location: the nearest first with the distance, wider only when nothing near is free', async () => {
  const desk = await town();
  const near = await desk.places({ near: CIMAHI }, NOW, 5);
  expect(near).toMatchObject({ scope: 'regency', sites: [{ code: 'UJI-1', left: 1 }] });
  expect(near.sites[0]?.km).toBeCloseTo(8.9, 0);
  await desk.book(request('p1', 'UJI-1', 1), NOW);
  const wider = await desk.places({ near: CIMAHI }, NOW, 5);
  expect(wider).toMatchObject({ scope: 'province', sites: [{ code: 'UJI-2' }] });
  await desk.book(request('p2', 'UJI-2', 1), NOW);
  expect(await desk.places({ near: CIMAHI }, NOW, 5)).toMatchObject({ scope: 'country', sites: [{ code: 'UJI-3' }] });
});

test('a location that is none finds nothing, and never the whole country', async () => {
  expect(await (await town()).places({ near: { lat: 0, lon: 0 } }, NOW, 5)).toEqual({ scope: 'none', sites: [] });
});

test('a postcode: its place, else one of the same area, else nothing', async () => {
  const desk = await town();
  const found = async (text: string) => (await desk.places({ text }, NOW, 1)).sites.map(({ code }) => code);
  expect(await found('40115')).toEqual(['UJI-1']);
  expect(await found('kode pos 40381')).toEqual(['UJI-2']);
  expect(await found('40198')).toEqual(['UJI-1']);
  expect(await found('99999')).toEqual([]);
});

test('only sessions that suit count as places left', async () => {
  const desk = await town();
  const fits = ({ id }: { id: string }): boolean => id !== sessionOf('UJI-1', 1);
  const { sites } = await desk.places({ region: '32.73', fits }, NOW, 5);
  expect(sites.map(({ code }) => code)).toEqual(['UJI-4']);
  expect(await desk.sessions('UJI-1', NOW, 5, fits)).toEqual([]);
  expect(await desk.sessions('UJI-1', NOW, 5)).toHaveLength(1);
});
