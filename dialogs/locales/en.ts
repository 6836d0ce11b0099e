import { appointment } from './en/appointment.ts';
import { common } from './en/common.ts';
import { household } from './en/household.ts';
import { notices } from './en/notices.ts';
import { registration } from './en/registration.ts';
import { screening } from './en/screening.ts';
import type { id } from './id.ts';

/** English. The type fails when a key is missing; a test compares the placeholders. */
export const en: Readonly<Record<keyof typeof id, string>> = {
  ...common,
  ...registration,
  ...appointment,
  ...household,
  ...notices,
  ...screening,
};
