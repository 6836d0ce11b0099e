/** What the values of settings look like. */
import { z } from 'zod';

export const text = z.string();
export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));
export const list = <T extends z.ZodType<unknown, string>>(one: T) =>
  z
    .string()
    .transform((given) => given.split(',').map((part) => part.trim()))
    .pipe(z.array(one).min(1));
export const given = z.string().min(1);
export const digits = z.string().regex(/^\d{5,20}$/);

function urlOf(value: string): URL | undefined {
  try {
    const url = new URL(value);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : undefined;
  } catch {
    return undefined;
  }
}

export const base = z
  .string()
  .refine((value) => {
    const url = urlOf(value);
    return url !== undefined && url.search === '' && url.hash === '';
  })
  .transform((value) => value.replace(/\/+$/, ''));
export const origin = z
  .string()
  .transform((value) => value.replace(/\/$/, ''))
  .refine((value) => urlOf(value)?.origin === value);
export const key = z
  .string()
  .refine((value) => /^[A-Za-z0-9+/_-]+={0,2}$/.test(value) && Buffer.from(value, 'base64').length === 32);
