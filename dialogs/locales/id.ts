import { appointment } from './id/appointment.ts';
import { common } from './id/common.ts';
import { household } from './id/household.ts';
import { notices } from './id/notices.ts';
import { registration } from './id/registration.ts';
import { screening } from './id/screening.ts';

/** Bahasa Indonesia: the source language. Its keys and `{placeholders}` are the types of every other language. */
export const id = { ...common, ...registration, ...appointment, ...household, ...notices, ...screening } as const;
