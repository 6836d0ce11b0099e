import type { Form } from '../form/form.ts';
import { birthStep, nameStep, nikStep } from './identity.ts';
import type { Notice } from './notice.ts';
import { phoneStep } from './phone.ts';
import { consentStep, relationStep, summaryStep } from './steps.ts';
import { createSubmit } from './submit.ts';

/** From the notice to the registry's verdict. Raise `version` when the meaning of an answer changes. */
export function registrationForm(notice: Notice, submit = createSubmit(notice)): Form {
  return {
    id: 'registration',
    version: 1,
    steps: [consentStep(notice), nikStep, nameStep, birthStep, phoneStep, relationStep(submit), summaryStep(submit)],
    fields: {
      nik: /^\d{16}$/,
      name: /^\S.{0,119}$/u,
      birthDate: /^(19|20|18)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
      phone: /^(-|\+\d{6,15})$/,
      proved: /^\d{16}$/,
      relation: /^(self|child|parent|other)$/,
      right: /^[01]$/,
      compared: /^1$/,
    },
  };
}
