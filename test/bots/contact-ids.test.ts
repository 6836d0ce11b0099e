import { createContactIds } from '../../bots/contact-ids.ts';

test('the hash of an address is made once, per channel, and the oldest are let go', () => {
  const made: string[] = [];
  const contact = (channel: string, address: string): string => {
    made.push(`${channel}:${address}`);
    return `id of ${channel}:${address}`;
  };
  const idOf = createContactIds({ contact }, 2);
  const asked = [idOf('whatsapp', 'a'), idOf('whatsapp', 'a'), idOf('messenger', 'a'), idOf('whatsapp', 'a')];
  expect(asked).toEqual(['whatsapp:a', 'whatsapp:a', 'messenger:a', 'whatsapp:a'].map((one) => `id of ${one}`));
  expect(made).toEqual(['whatsapp:a', 'messenger:a']);
  idOf('webchat', 'b');
  expect(idOf('whatsapp', 'a')).toBe('id of whatsapp:a');
  expect(made).toEqual(['whatsapp:a', 'messenger:a', 'webchat:b', 'whatsapp:a']);
});
