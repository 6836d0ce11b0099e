import { errorWords, type Logger, word } from '../../domain/log.ts';
import type { Metrics } from '../../domain/metrics.ts';
import {
  type Away,
  type Call,
  type Driver,
  type Finding,
  matched,
  type RecordedDose,
  type Subject,
} from '../driver.ts';
import { createAppointments } from './appointments.ts';
import { type Client, createClient, LieError } from './client.ts';
import { AwayError, type Http } from './http.ts';
import { dosesOf, isOthersDose, type Vaccines } from './immunizations.ts';
import { compare, comparingSearch, isDeceased, isOthers, patientOf, refusal } from './patients.ts';
import { immunization, type PatientShape, patient } from './shapes.ts';
import { NIK_SYSTEM } from './systems.ts';

export interface FhirDriverOptions {
  readonly http: Http;
  readonly vaccines: Vaccines;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** After an answer that cannot be trusted: somebody has to look first. */
const LIE_PAUSE_MS = 3_600_000;
/** When the registry does not say when to come back. */
const PAUSE_MS = 2_000;
const DOSES_MOST = 200;

/** Records of this NIK. One of somebody else makes the whole answer worthless. */
async function records(client: Client, path: string, nik: string): Promise<readonly PatientShape[]> {
  const found = await client.search(path, patient, 'Patient');
  if (found.some((one) => isOthers(one, nik))) throw new LieError('other_person');
  return found;
}

const byNik = (client: Client, nik: string): Promise<readonly PatientShape[]> =>
  records(client, `/Patient?${new URLSearchParams({ identifier: `${NIK_SYSTEM}|${nik}` })}`, nik);

async function dosesAt(client: Client, vaccines: Vaccines, ihs: string): Promise<readonly RecordedDose[]> {
  const query = new URLSearchParams({ patient: ihs, _count: String(DOSES_MOST) });
  const found = await client.search(`/Immunization?${query}`, immunization, 'Immunization');
  if (found.some((one) => isOthersDose(one, ihs))) throw new LieError('other_dose');
  return dosesOf(found, vaccines);
}

/** What the records of a NIK say about a subject. */
async function judge(
  client: Client,
  vaccines: Vaccines,
  found: readonly PatientShape[],
  said: Subject,
  call: Call,
): Promise<Finding> {
  const compared = found.map((record) => ({ record, ...compare(record, said) }));
  const best = compared.sort((a, b) => a.differs.length - b.differs.length)[0];
  if (!best) return { kind: 'unknown' };
  if (best.differs.length > 0) return { kind: 'mismatch', fields: best.differs };
  if (best.hidden.length > 0) {
    const confirmed = await records(client, comparingSearch(said), said.nik);
    if (!confirmed.some(({ id }) => id === best.record.id)) return { kind: 'mismatch', fields: best.hidden };
  }
  if (isDeceased(best.record)) return { kind: 'deceased' };
  // Handed in and not yet confirmed by the civil registry.
  if (best.record.active === false) return { kind: 'pending' };
  return matched(await dosesAt(client, vaccines, best.record.id), call.dose);
}

/** Hands a person in who is not there. The condition makes a second call, also one at the same time, find the first. */
async function create(client: Client, said: Subject): Promise<Finding | 'look_again'> {
  const answer = await client.send({
    method: 'POST',
    path: '/Patient',
    body: patientOf(said),
    headers: { 'if-none-exist': new URLSearchParams({ identifier: `${NIK_SYSTEM}|${said.nik}` }).toString() },
  });
  if (answer.kind === 'ok') return answer.status === 202 ? { kind: 'pending' } : 'look_again';
  const { duplicate, fields } = refusal(answer.issues);
  if (duplicate || answer.status === 412) return 'look_again';
  return fields.length > 0 ? { kind: 'mismatch', fields } : { kind: 'unknown' };
}

/** Looks first, always: so a call whose answer was lost does not create somebody twice. */
async function submit(client: Client, vaccines: Vaccines, said: Subject, call: Call): Promise<Finding> {
  const before = await byNik(client, said.nik);
  if (before.length > 0) return judge(client, vaccines, before, said, call);
  const created = await create(client, said);
  if (created !== 'look_again') return created;
  const after = await byNik(client, said.nik);
  // Created, and its index does not have it yet: asked again later as any other.
  return after.length === 0 ? { kind: 'pending' } : judge(client, vaccines, after, said, call);
}

/** A registry over FHIR R4 in SATUSEHAT's shapes. */
export function createFhirDriver({ http, vaccines, metrics, logger }: FhirDriverOptions): Driver {
  const client = createClient(http);
  const appointments = createAppointments(client);

  function away(error: unknown): Away {
    if (error instanceof LieError) {
      metrics.count('registry_lies_total', { what: word(error.code) });
      logger.error('registry_lies', errorWords(error));
      return { kind: 'unavailable', retryAfterMs: LIE_PAUSE_MS };
    }
    if (!(error instanceof AwayError)) throw error;
    metrics.count('registry_away_total', { reason: word(error.code) });
    return { kind: 'unavailable', retryAfterMs: Math.max(PAUSE_MS, error.retryAfterMs) };
  }

  async function guarded<T>(
    call: 'find' | 'submit' | 'verdict' | 'history' | 'record',
    work: () => Promise<T>,
  ): Promise<T | Away> {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      return away(error);
    } finally {
      metrics.observe('registry_seconds', (performance.now() - began) / 1000, { call: word(call) });
    }
  }

  const look = async (said: Subject, call: Call): Promise<Finding> =>
    judge(client, vaccines, await byNik(client, said.nik), said, call);

  return {
    find: (said, call) => guarded('find', () => look(said, call)),
    submit: (said, call) => guarded('submit', () => submit(client, vaccines, said, call)),
    verdict: (said, call) => guarded('verdict', () => look(said, call)),
    history: (said) =>
      guarded('history', async () => {
        const [record] = await byNik(client, said.nik);
        if (!record) return { kind: 'unknown' };
        return { kind: 'doses', doses: await dosesAt(client, vaccines, record.id) };
      }),
    record: (said, happening, call) =>
      guarded('record', async () => {
        const [record] = await byNik(client, said.nik);
        return record ? appointments.record(record.id, happening, call) : { kind: 'unknown' };
      }),
    close: () => client.close(),
  };
}
