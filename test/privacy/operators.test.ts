import { createAuditTrail } from '../../privacy/audit.ts';
import { createOperators } from '../../privacy/operators.ts';
import type { Documents } from '../../stores/documents.ts';
import { testKeys } from '../registry/support/keys.ts';
import { memoryDocuments } from '../support/memory-documents.ts';

const NOW = Date.UTC(2026, 10, 24, 3);
const operatorsOf = (documents: Documents) => createOperators({ documents, pseudonyms: testKeys, sealer: testKeys });

describe('operators', () => {
  test('a token works, is kept nowhere, and is told once', async () => {
    const documents = memoryDocuments();
    const operators = operatorsOf(documents);
    const added = await operators.add({ name: 'Bidan Rina', role: 'facility', site: 'UJI-1' }, NOW);
    expect(added?.token).toMatch(/^sapa\.[\w-]+\.[\w-]{43}$/);
    expect(await operators.check(added?.token ?? '')).toMatchObject({
      name: 'Bidan Rina',
      role: 'facility',
      site: 'UJI-1',
    });
    expect(await operators.add({ name: ' bidan rina ', role: 'auditor' }, NOW)).toBeUndefined();
    const page = await documents.query('operators', { index: { field: 'at', from: 0 } });
    const stored = JSON.stringify(page.items);
    expect(stored).not.toContain('Rina');
    expect(stored).not.toContain(added?.token.split('.')[2]);
  });

  test('a wrong, foreign, cut or removed token is nobody', async () => {
    const operators = operatorsOf(memoryDocuments());
    const [one, two] = [
      (await operators.add({ name: 'A', role: 'desk' }, NOW))?.token ?? '',
      (await operators.add({ name: 'B', role: 'desk' }, NOW))?.token ?? '',
    ];
    const [, idOne, secretOne] = one.split('.');
    const [, idTwo] = two.split('.');
    const wrong = ['', 'x', one.slice(0, -1), `sapa.${idTwo}.${secretOne}`, `sapa.${idOne}.${'A'.repeat(43)}`];
    for (const token of wrong) expect(await operators.check(token)).toBeUndefined();
    expect(await operators.remove('A')).toBe(true);
    expect(await operators.remove('A')).toBe(false);
    expect(await operators.check(one)).toBeUndefined();
    expect((await operators.list()).map(({ name }) => name)).toEqual(['B']);
  });
});

describe('the audit trail', () => {
  const event = { actor: 'a', role: 'facility', action: 'ticket_list', object: 'UJI-1', outcome: 'done' } as const;

  async function filled(): Promise<Documents> {
    const documents = memoryDocuments();
    const [here, there] = [createAuditTrail(documents, testKeys), createAuditTrail(documents, testKeys)];
    // Two processes at once: every entry has a number of its own.
    await Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? here : there).record(event, NOW + n)));
    return documents;
  }

  test('is one chain, whoever writes', async () => {
    const documents = await filled();
    expect(await createAuditTrail(documents, testKeys).problems()).toEqual([]);
    const page = await documents.query<{ n: number }>('audit', { pk: 'audit', order: { field: 'n' } });
    expect(page.items.map(({ body }) => body.n)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  test.each([
    ['changed', 'entry 5 was changed'],
    ['removed', 'entry 5 is missing'],
  ])('one entry %s: found', async (what, words) => {
    const documents = await filled();
    const id = '000000000005';
    const stored = await documents.get('audit', 'audit', id);
    if (what === 'removed') await documents.delete('audit', 'audit', id);
    else await documents.put('audit', 'audit', id, { ...stored?.body, actor: 'somebody else' });
    expect((await createAuditTrail(documents, testKeys).problems())[0]).toContain(words);
  });
});
