import fc from 'fast-check';
import { explainNik, explainPhone, nikForPeople, phoneForPeople } from '../../cli/explain.ts';

const now = Date.UTC(2026, 10, 24, 3);

test('a NIK, as the contract has it', () => {
  expect(explainNik('3273055503850001', now)).toEqual({
    level: 'ok',
    reasons: [],
    sex: 'F',
    birthDate: '1985-03-15',
    earlier: null,
    region: { code: '32.73', name: 'Kota Bandung' },
    masked: '3273********0001',
    digits: null,
  });
  expect(explainNik('327305550385', now)).toEqual({
    level: 'fail',
    reasons: ['too_short'],
    sex: null,
    birthDate: null,
    earlier: null,
    region: null,
    masked: null,
    digits: 12,
  });
});

test('a phone number, as the contract has it', () => {
  expect(explainPhone('0812 3456 7890')).toEqual({
    ok: true,
    e164: '+6281234567890',
    operator: 'Telkomsel',
    country: 'ID',
    reason: null,
  });
  expect(explainPhone('+65 9123 4567')).toEqual({
    ...{ ok: true, e164: '+6591234567', operator: null, country: 'SG', reason: null },
  });
  expect(explainPhone('021 5201590')).toEqual({
    ...{ ok: false, e164: null, operator: null, country: null, reason: 'landline' },
  });
});

test('for people', () => {
  expect(nikForPeople(explainNik('3273051203100005', now)).split('\n')).toEqual([
    'soft: to be confirmed',
    'number      3273********0005',
    'sex         male',
    'birth date  2010-03-12 or 1910-03-12',
    'region      Kota Bandung (32.73)',
    '- looks_like_kk: it reads like the number of a family card (KK): ask once, then accept',
  ]);
  expect(phoneForPeople(explainPhone('081234567890'))).toBe('ok: +62*******7890, Telkomsel');
  expect(phoneForPeople(explainPhone('+65 9123 4567'))).toBe('ok: +65*******4567, SG');
  expect(phoneForPeople(explainPhone('halo'))).toBe('not usable: there is no phone number in it (not_a_number)');
});

test('the number is never repeated', () => {
  const nik = fc.tuple(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 0, max: 99_999_999_999_999 }));
  fc.assert(
    fc.property(nik, ([start, rest]) => {
      const number = `${start}${String(rest).padStart(14, '0')}`;
      const answer = explainNik(number, now);
      for (const text of [JSON.stringify(answer), nikForPeople(answer)]) {
        expect(text).not.toContain(number);
        expect(text).not.toMatch(/\d{9}/);
      }
    }),
  );
});
