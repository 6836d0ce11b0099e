/** One reading of the environment against the table of settings. */
import { SETTINGS, type Setting } from './settings.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/** What is wrong with the settings, one fault a line; `faults` has them one by one. Never a secret's value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `${faults.length === 1 ? 'A setting is' : 'Settings are'} wrong:\n${faults.map((one) => `  ${one}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** What was found, for people: shortened, on one line, and never a secret. */
function found({ secret }: Setting, raw: string): string {
  return secret ? 'something else (not shown)' : JSON.stringify(raw.length > 80 ? `${raw.slice(0, 80)}...` : raw);
}

/** The values of one reading, with the faults found on the way. */
export class Reading {
  readonly faults: string[] = [];
  readonly #values = new Map<string, unknown>();

  constructor(env: Env) {
    for (const setting of SETTINGS as readonly Setting[]) {
      const raw = env[setting.name]?.trim();
      if (!raw) continue;
      const parsed = setting.schema.safeParse(raw);
      this.#values.set(setting.name, parsed.success ? parsed.data : undefined);
      if (!parsed.success)
        this.faults.push(`${setting.name}: expected ${setting.expects}, found ${found(setting, raw)}`);
    }
  }

  /** Given, be it right or wrong. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  get<T>(name: string, fallback: T): T {
    return (this.#values.get(name) as T | undefined) ?? fallback;
  }

  text(name: string): string {
    return this.get(name, '');
  }

  /** Names what is missing of a group that must be whole. */
  whole(names: readonly string[], why: string): void {
    for (const name of names) {
      const setting = SETTINGS.find((one) => one.name === name);
      if (!this.has(name)) this.faults.push(`${name}: missing, ${why}; expected ${setting?.expects ?? 'a value'}`);
    }
  }
}
