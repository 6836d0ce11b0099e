/** What may come in from a FHIR server: only what is used, checked before it is used. Everything else is ignored. */
import { z } from 'zod';

const text = z.string().max(2_000);
/** FHIR's `id`: letters, digits, - and . */
const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);
const coding = z.object({ system: text.optional(), code: text.optional() });
const concept = z.object({ coding: z.array(coding).max(20).optional(), text: text.optional() });
const identifier = z.object({ system: text.optional(), value: text.optional() });
const name = z.object({ text: text.optional(), given: z.array(text).optional(), family: text.optional() });

export const patient = z.object({
  resourceType: z.literal('Patient'),
  id,
  active: z.boolean().optional(),
  identifier: z.array(identifier).max(50).optional(),
  name: z.array(name).max(20).optional(),
  birthDate: text.optional(),
  deceasedBoolean: z.boolean().optional(),
  deceasedDateTime: text.optional(),
});
export type PatientShape = z.infer<typeof patient>;

export const immunization = z.object({
  resourceType: z.literal('Immunization'),
  status: text,
  vaccineCode: concept.optional(),
  patient: z.object({ reference: text.optional() }),
  occurrenceDateTime: text.optional(),
  protocolApplied: z
    .array(z.object({ doseNumberPositiveInt: z.number().int().min(1).max(99).optional() }))
    .max(20)
    .optional(),
});
export type ImmunizationShape = z.infer<typeof immunization>;

export const appointment = z.object({ resourceType: z.literal('Appointment'), id, status: text });

/** The resources of a search; `next` when there is more. */
export const bundle = z.object({
  resourceType: z.literal('Bundle'),
  total: z.number().int().min(0).optional(),
  entry: z
    .array(z.object({ resource: z.unknown().optional(), search: z.object({ mode: text.optional() }).optional() }))
    .max(1_000)
    .optional(),
  link: z
    .array(z.object({ relation: text.optional(), url: text.optional() }))
    .max(20)
    .optional(),
});
export type BundleShape = z.infer<typeof bundle>;

export const outcome = z.object({
  resourceType: z.literal('OperationOutcome'),
  issue: z
    .array(
      z.object({
        severity: text.optional(),
        code: text.optional(),
        details: concept.optional(),
        diagnostics: text.optional(),
        expression: z.array(text).max(20).optional(),
      }),
    )
    .max(50),
});
export type OutcomeShape = z.infer<typeof outcome>;

/** `expires_in` is a string in SATUSEHAT and a number by RFC 6749: seconds either way. */
export const token = z.object({
  access_token: z.string().min(1).max(10_000),
  expires_in: z.coerce.number().min(0).max(31_536_000).optional(),
});

/** Values of an identifier system or a name that were blacked out: they say nothing. */
export const isMasked = (value: string): boolean => /[#*]/.test(value) || /^x+$/i.test(value);
