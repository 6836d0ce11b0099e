import { messengerDeliveries } from '../../simulator/meta/fixtures/messenger.ts';
import { mutate } from '../../simulator/meta/fixtures/mutate.ts';
import { whatsappDeliveries } from '../../simulator/meta/fixtures/whatsapp.ts';
import { createRandom } from '../../simulator/meta/random.ts';

test.each([
  ['WhatsApp', whatsappDeliveries(), 100],
  ['Messenger', messengerDeliveries(), 50],
])('%s: every shape is plain JSON, and each is there once', (_name, deliveries, least) => {
  expect(deliveries.length).toBeGreaterThan(least);
  for (const { body } of deliveries) expect(JSON.parse(JSON.stringify(body))).toMatchObject({ object: body.object });
  const bodies = deliveries.map(({ body }) => JSON.stringify(body));
  expect(new Set(bodies).size).toBe(bodies.length);
});

test('a mutation is another body, the same for the same seed, and leaves the recorded one alone', () => {
  const random = createRandom(3);
  const again = createRandom(3);
  const [first] = whatsappDeliveries();
  const before = JSON.stringify(first?.body);
  const mutants = Array.from({ length: 200 }, () => JSON.stringify(mutate(first?.body ?? {}, random)));
  expect(mutants.filter((one) => one !== before).length).toBeGreaterThan(190);
  expect(new Set(mutants).size).toBeGreaterThan(150);
  expect(mutants).toEqual(mutants.map(() => JSON.stringify(mutate(first?.body ?? {}, again))));
  expect(JSON.stringify(first?.body)).toBe(before);
  expect(mutants.some((one) => one.includes('"__proto__"'))).toBe(true);
});
