import { soak } from './soak.ts';

test('2,000 turns over 100 conversations and 6 kill -9 of one of two processes: nothing lost, doubled or wrong', async () => {
  const report = await soak({ turns: 2_000, conversations: 100, kills: 6, seed: 20_210_318 });
  console.info(`soak: ${JSON.stringify(report)}`);
  expect(report).toMatchObject({ turns: expect.any(Number), kills: 6, lost: 0, doubled: 0, wrong: 0, unspoken: 0 });
});
