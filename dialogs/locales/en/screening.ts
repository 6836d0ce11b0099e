import type { screening as source } from '../id/screening.ts';

export const screening: Record<keyof typeof source, string> = {
  'screening.field': 'the health questions',
  'screening.ask':
    'For the person to be vaccinated: does anything on the list above apply? Type its number, for example: 1, 3. If nothing does, type NONE. We keep the answers safe.',
  'screening.none': 'None of these',
  'screening.reason':
    'We did not understand that. Please type numbers from the list, for example: 1, 3. If nothing applies, type NONE.',
  'screening.perhaps': 'Do you mean number {likely}? Please type the number, or NONE.',
  'screening.noted': 'Noted: {items}.',
  'screening.unknown': 'I do not know',
  'screening.yesno': 'Please answer YES or NO. If you do not know, type NOT SURE.',
  'screening.number': 'Please type the number only. Example: 20. If you do not know, type NOT SURE.',
  'screening.date': 'Please type the day. Example: 5 October, or 3 weeks ago. If you do not know, type NOT SURE.',
  'screening.choice': 'Please choose one. If you do not know, type NOT SURE.',
  'screening.ready': 'All health questions are answered. Shall we go on?',
  'screening.clear':
    'Thank you. Nothing in those answers needs waiting; the vaccinator checks again at the vaccination place.',
  'screening.later':
    'A time for the vaccination can be chosen from {date} on. We have noted that, and will write to you here on that day.',
  'screening.slip': 'If an answer was wrong, type TICKET to answer again.',
  'screening.waits': 'A time for the vaccination can be chosen from {date} on. We will write to you here on that day.',
  'screening.unsure': 'Something has to be made sure of together with our staff first. This is not a refusal.',
  'screening.desk':
    'We have passed this on to our staff under receipt {receipt}; you will hear from us here. This is not a refusal.',
  'screening.way':
    'Meanwhile you may see a doctor or the nearest puskesmas. If things have changed, or an answer was wrong, type TICKET.',
  'screening.with_desk': 'Our staff are looking at request {receipt}. You will hear from us here.',
  'screening.again': 'Answer again',
  'news.due': 'Good news. From today on you can choose the place and time of the vaccination for {name}.',
};
