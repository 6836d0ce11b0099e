import fc from 'fast-check';
import { createLanes } from '../../bots/lanes.ts';
import { hasSeen, markOf, remember } from '../../bots/seen.ts';
import { backoff } from '../../bots/speaker.ts';

describe('lanes', () => {
  test('one key runs one after the other and in order, other keys side by side', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 3 })), { maxLength: 40 }),
        async (tasks) => {
          const lanes = createLanes({ total: 1_000, perLane: 1_000 });
          const inside = new Set<string>();
          const order: Record<string, number[]> = { a: [], b: [], c: [] };
          await Promise.all(
            tasks.map(([key, hops], index) =>
              lanes.enter(key, async () => {
                expect(inside.has(key)).toBe(false);
                inside.add(key);
                for (let hop = 0; hop < hops; hop += 1) await Promise.resolve();
                inside.delete(key);
                order[key]?.push(index);
              }),
            ),
          );
          for (const list of Object.values(order)) expect(list).toEqual([...list].sort((x, y) => x - y));
          expect([lanes.running, lanes.waiting]).toEqual([0, 0]);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("work that nobody asked for lines up with the rest and takes away nobody's room", async () => {
    const lanes = createLanes({ total: 2, perLane: 10 });
    const doors: (() => void)[] = [];
    const hold = (): Promise<void> => new Promise((resolve) => doors.push(resolve));
    const sweeping = ['a', 'b', 'c'].map((key) => lanes.aside(key, hold));
    const order: string[] = [];
    const behind = lanes.enter('a', async () => void order.push('a'));
    const free = lanes.enter('d', hold);
    expect(free).toBeDefined();
    expect(lanes.enter('e', hold)).toBeUndefined();
    expect([lanes.entered, lanes.running, lanes.waiting]).toEqual([2, 4, 1]);
    expect(order).toEqual([]);
    for (const open of doors) open();
    await Promise.all([...sweeping, behind, free]);
    expect([order, lanes.entered, lanes.running, lanes.waiting]).toEqual([['a'], 0, 0, 0]);
  });

  test('a task that fails leaves its lane open for the next', async () => {
    const lanes = createLanes({ total: 10, perLane: 10 });
    const failing = lanes.enter('a', () => Promise.reject(new Error('broken')));
    const next = lanes.enter('a', () => Promise.resolve('well'));
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('well');
    await lanes.idle();
  });

  test('refuses above the total and above one lane, before any work', async () => {
    const lanes = createLanes({ total: 3, perLane: 2 });
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ran: string[] = [];
    const enter = (key: string, name: string) =>
      lanes.enter(key, async () => {
        await gate;
        ran.push(name);
      });
    const taken = [enter('a', 'a1'), enter('a', 'a2'), enter('b', 'b1')];
    expect(enter('a', 'a3')).toBeUndefined();
    expect(enter('c', 'c1')).toBeUndefined();
    release();
    await Promise.all(taken);
    expect(ran.sort()).toEqual(['a1', 'a2', 'b1']);
  });
});

describe('what was seen', () => {
  test('an id is recognised until 128 newer ones have come, and no other id is', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 200 }), (ids) => {
        const seen = ids.reduce((marks, id) => remember(marks, markOf(id)), '');
        ids.forEach((id, index) => {
          expect(hasSeen(seen, markOf(id))).toBe(index >= ids.length - 128);
        });
        expect(hasSeen(seen, markOf(`${ids.join()} never`))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });
});

test('back-off grows with the tries, keeps the wish of the channel, and never passes five minutes of its own', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.nat(3_600_000), fc.double({ min: 0, max: 1, noNaN: true }), (tries, wish, random) => {
      const wait = backoff(tries, wish, random);
      expect(wait).toBeGreaterThanOrEqual(Math.max(wish, 500));
      expect(wait).toBeLessThanOrEqual(Math.max(wish, 300_000));
    }),
  );
});
