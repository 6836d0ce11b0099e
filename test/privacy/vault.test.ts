import { createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { createKeyedHash } from '../../privacy/keyed-hash.ts';
import { createVault, type DataKey, VaultError } from '../../privacy/vault.ts';

const keyOf = (name: string): DataKey => ({ id: name, key: createHash('sha256').update(name).digest() });
const [one, two, three] = [keyOf('one'), keyOf('two'), keyOf('three')];
const vault = createVault({ current: one });
const anyText = fc.string({ unit: 'binary', maxLength: 400 });

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    return error instanceof VaultError ? error.code : `not a VaultError: ${String(error)}`;
  }
}

describe('sealing', () => {
  test('any text comes back from its own record', () => {
    fc.assert(fc.property(anyText, anyText, (text, record) => vault.open(vault.seal(text, record), record) === text));
  });

  test('moved to another record it does not open', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, record, other) => {
        fc.pre(record !== other);
        expect(codeOf(() => vault.open(vault.seal(text, record), other))).toBe('changed');
      }),
    );
  });

  test('no single flipped bit goes unnoticed', () => {
    const sealed = vault.seal('Siti Rahmawati, 3273055503850001', 'person');
    const front = sealed.slice(0, sealed.lastIndexOf('.') + 1);
    const bytes = Buffer.from(sealed.slice(front.length), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(codeOf(() => vault.open(front + changed.toString('base64url'), 'person'))).toBe('changed');
    }
  });

  test('what is no sealed text is named so, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(codeOf(() => vault.open(text, 'r'))).toMatch(/^(malformed|unknown_key)$/);
      }),
    );
    expect(codeOf(() => vault.open('v1.one.', 'r'))).toBe('malformed');
    expect(codeOf(() => vault.open('v1.one.AAAA', 'r'))).toBe('malformed');
    expect(codeOf(() => vault.open(vault.seal('x', 'r').replace('v1', 'v2'), 'r'))).toBe('malformed');
    const good = vault.seal('xxxxxx', 'r');
    for (const foreign of [`${good}==`, `${good} `, good.replace('.one.', '.one.!'), `${good}.`]) {
      expect(codeOf(() => vault.open(foreign, 'r'))).toBe('malformed');
    }
    expect(codeOf(() => vault.open(vault.seal('xxxxxx', 'r').slice(0, -4), 'r'))).toBe('changed');
  });

  test('the same text is sealed differently every time, also beyond one block of IVs', () => {
    const ivs = Array.from({ length: 3_000 }, () => vault.seal('same', 'r').split('.')[2]?.slice(0, 16));
    expect(new Set(ivs).size).toBe(3_000);
  });

  test('an error repeats neither the text nor the record', () => {
    const sealed = vault.seal('3273055503850001', 'record-of-siti');
    for (const broken of [sealed.slice(0, -2), `${sealed}A`, sealed.replace('.one.', '.gone.')]) {
      expect(() => vault.open(broken, 'record-of-siti')).toThrow(VaultError);
      expect(() => vault.open(broken, 'record-of-siti')).not.toThrow(/3273|siti|gone/);
    }
  });
});

describe('rotation', () => {
  const rotated = createVault({ current: three, previous: [two, one] });

  test('what older keys sealed still opens, and is named for sealing again', () => {
    const old = vault.seal('text', 'r');
    expect(rotated.open(old, 'r')).toBe('text');
    expect(rotated.needsReseal(old)).toBe(true);
    expect(rotated.needsReseal(rotated.seal('text', 'r'))).toBe(false);
  });

  test('an older ring does not open what a newer key sealed, and says why', () => {
    expect(codeOf(() => vault.open(rotated.seal('text', 'r'), 'r'))).toBe('unknown_key');
  });

  test('a text cannot be passed off as sealed by another known key', () => {
    const posing = rotated.seal('text', 'r').replace('.three.', '.two.');
    expect(codeOf(() => rotated.open(posing, 'r'))).toBe('changed');
  });

  test('ids stay as they are while the first key stays last in the ring', () => {
    expect(rotated.person('3273055503850001')).toBe(vault.person('3273055503850001'));
    expect(rotated.contact('webchat', 'u1')).toBe(vault.contact('webchat', 'u1'));
    expect(createVault({ current: three }).person('3273055503850001')).not.toBe(vault.person('3273055503850001'));
  });

  test('a wrong ring is refused', () => {
    expect(() => createVault({ current: { id: 'a', key: Buffer.alloc(16) } })).toThrow(TypeError);
    expect(() => createVault({ current: { id: 'a.b', key: one.key } })).toThrow(TypeError);
    expect(() => createVault({ current: one, previous: [one] })).toThrow(TypeError);
  });
});

describe('keyed hashes', () => {
  test('channel and address, purpose and value never run into each other', () => {
    const text = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(text, text, text, text, (a, b, c, d) => {
        fc.pre(a !== c || b !== d);
        expect(vault.contact(a, b)).not.toBe(vault.contact(c, d));
        expect(vault.of(a, b)).not.toBe(vault.of(c, d));
      }),
    );
  });

  test('they have the asked length, are base64url, and depend on the key', () => {
    for (const bytes of [8, 16, 32]) expect(Buffer.from(vault.of('p', 'v', bytes), 'base64url')).toHaveLength(bytes);
    expect(vault.person('3273055503850001')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(vault.person('3273055503850001')).not.toBe(createVault({ current: two }).person('3273055503850001'));
    expect(vault.person('1')).not.toBe(vault.contact('person', '1'));
  });

  test('a known value stays the same: ids in stores that exist depend on it', () => {
    const { key } = one;
    expect([vault.person('3273055503850001'), vault.contact('webchat', 'u1')]).toEqual(expectedIds(key));
  });
});

test('the keyed hash is HMAC-SHA256, for every key, text and length', () => {
  const bytes = fc.uint8Array({ maxLength: 150 });
  fc.assert(
    fc.property(
      bytes,
      fc.string({ unit: 'binary', maxLength: 1_500 }),
      fc.integer({ min: 1, max: 32 }),
      (key, text, n) => {
        const keyed = createKeyedHash(Buffer.from(key));
        const node = (one: string): string =>
          createHmac('sha256', key).update(one).digest().toString('base64url', 0, n);
        // Twice with another between: what one text left in the buffers must not reach the next.
        for (const one of [text, 'pendek', text]) expect(keyed(one, n)).toBe(node(one));
      },
    ),
  );
});

/** The documented construction, written down a second time: HKDF, then HMAC over `<length>:<purpose><value>`. */
function expectedIds(key: Buffer): string[] {
  const derived = Buffer.from(hkdfSync('sha256', key, 'sapa-vaksin/vault/v1', 'pseudonym', 32));
  return ['6:person3273055503850001', '15:contact:webchatu1'].map((text) =>
    createHmac('sha256', derived).update(text).digest().subarray(0, 16).toString('base64url'),
  );
}
