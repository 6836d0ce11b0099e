import { persona, registration } from '../support/personas.ts';
import { folderForTests, sapaIn } from './support/sapa.ts';

const sapa = sapaIn(folderForTests());

test('a newcomer with nothing but a terminal registers an invented person, and finds the ticket again later', async () => {
  const lines = registration(persona('registered'));
  const first = await sapa(['talk', '--as', 'siti'], { input: `${lines.join('\n')}\n` });
  expect([first.code, first.err]).toEqual([0, '']);
  const [code] = /[A-Z0-9]{4}-[A-Z0-9]{4}(-[A-Z0-9]+)*/.exec(first.out) ?? [];
  expect(code).toBeDefined();
  const later = await sapa(['talk', '--as', 'siti'], { input: 'tiket\n' });
  expect(later.out).toContain(code);
  const stranger = await sapa(['talk', '--as', 'somebody else'], { input: 'tiket\n' });
  expect(stranger.out).not.toContain(code);
});
