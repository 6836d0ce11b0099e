import type { registration as source } from '../id/registration.ts';

export const registration: Record<keyof typeof source, string> = {
  'notice.who':
    'Before we start: the Ministry of Health uses the NIK, name, date of birth and mobile number only for registering vaccination.',
  'notice.how':
    'The data is stored encrypted in Indonesia, compared with the vaccination target list, and deleted one year after the programme ends. You may ask our staff to see, correct or delete it.',
  'notice.question': 'Do you agree? If not, you can register directly at a puskesmas.',
  'notice.field': 'the agreement',
  'notice.agree': 'I agree',
  'notice.decline': 'I do not agree',
  'notice.unclear': 'Please answer I AGREE or NO.',
  'notice.declined': 'All right, we store no data. You can still register directly at the nearest puskesmas.',

  'nik.field': 'the NIK',
  'nik.ask':
    'What is the NIK of the person to be vaccinated? It has 16 digits, printed on the KTP or KK. If there is none, type NO NIK.',
  'nik.length': 'A NIK has 16 digits, we received {count}. Please type all of them. Example: 3273 0515 0385 0001.',
  'nik.none': 'We did not find a NIK in that message. Please type just its 16 digits. Example: 3273 0515 0385 0001.',
  'nik.date':
    'Digits 7 to 12 should be a date of birth, but do not quite fit. Please compare with the KTP. Example: 3273 0515 0385 0001.',
  'nik.wrong': 'Some digits of the NIK do not seem to fit. Please compare with the KTP. Example: 3273 0515 0385 0001.',
  'nik.several':
    'There seems to be more than one NIK. Please send one; others can be registered afterwards. Example: 3273 0515 0385 0001.',
  'nik.phone':
    'That looks like a mobile number. Please type the NIK first, 16 digits on the KTP or KK. Example: 3273 0515 0385 0001.',
  'nik.kk':
    'That looks like a KK number. The NIK is on the KTP, or inside the KK next to the name. Is what you typed really the NIK?',
  'nik.kk.again':
    'That looks like a KK number. The NIK is on the KTP, or inside the KK next to the name. Example: 3273 0515 0385 0001.',
  'nik.check':
    'The NIK that you typed: {nik}. Please compare it with the KTP once more, digit by digit. If one is wrong or two are swapped, choose CORRECT NIK.',
  'nik.again': 'Correct NIK',
  'nik.soft': 'The NIK is {nik}. We do not know its region code yet, which may be fine. Is it as printed on the KTP?',

  'name.field': 'the name',
  'name.ask': 'What is the full name, as on the KTP?',
  'name.reason': 'We could not read the name. Please type it in letters. Example: Siti Aminah.',
  'name.long': 'The name is too long for us. Please type it as on the KTP. Example: Siti Aminah.',
  'name.doubt':
    'We read this as the name: "{name}". Is it the full name? If not, please type the name alone. To ask something type HELP or PERSON, to leave off type CANCEL.',

  'birth.field': 'the date of birth',
  'birth.ask': 'What is the date of birth? Example: 17-8-1960 or 17 August 1960.',
  'birth.not_a_date': 'We could not read the date. Please type day, month and year. Example: 17-8-1960.',
  'birth.incomplete': 'The date is not complete. Please type day, month and year. Example: 17-8-1960.',
  'birth.no_such_day': 'That day is not in the calendar. Please check it. Example: 17-8-1960.',
  'birth.future': 'That day is still to come. Please type the date of birth. Example: 17-8-1960.',
  'birth.too_old': 'The year seems too long ago. Please check it. Example: 17-8-1960.',
  'birth.century': 'So the date of birth is {date}? If not, please type the full year, for example 1945.',
  'birth.year': 'If only the year is known: the NIK says {date}. Shall we use that date?',
  'birth.differs': '{date} differs a little from the digits of the NIK. That may be fine. Is it as printed on the KTP?',

  'phone.field': 'the mobile number',
  'phone.ask': 'Which mobile number can we reach you on? Example: 0812 3456 7890.',
  'phone.same': '{phone} (as before)',
  'phone.none': 'No mobile phone',
  'phone.reason':
    'That mobile number seems incomplete or mistyped. Example: 0812 3456 7890. If there is none, type NONE.',
  'phone.landline':
    'That looks like a landline. Please type a mobile number. Example: 0812 3456 7890. If there is none, type NONE.',
  'phone.empty': 'none',
  'phone.registered': 'the registered number',

  'code.sent':
    'If that NIK and date of birth match, we send a 6-digit code to the registered mobile number. It is valid for 5 minutes. Do not give it to anyone.',
  'code.ask': 'Please type the code. If you receive none, type a mobile number we can reach you on.',
  'code.again': 'Send a new code',
  'code.right': 'The code is right, thank you.',
  'code.wrong': 'That code does not match. Please check it, or type a mobile number we can reach you on.',
  'code.spent':
    'Codes cannot be used for the moment. Please type a mobile number we can reach you on, or try again in an hour.',

  'unlock.ask': 'To be safe: what is the date of birth? Example: 17-8-1960.',
  'unlock.wrong': 'That date of birth does not match. Please check it. Example: 17-8-1960.',
  'unlock.spent':
    'It did not match several times, so we keep the data closed for now. Please try in an hour, or call 119 and press 9.',
  'unlock.later': 'The ticket can be seen once this form is done. To delete the answers, type CANCEL.',

  'relation.field': 'who it is for',
  'relation.ask': 'Who is this registration for?',
  'relation.self': 'Myself',
  'relation.child': 'My child',
  'relation.parent': 'My parent',
  'relation.other': 'Someone else',
  'relation.young':
    'Who is under 18 is registered by a parent or guardian. Please ask for their help, and choose MY CHILD or SOMEONE ELSE.',
  'relation.reason': 'Please choose one. Example: type MYSELF or MY CHILD.',

  'summary.field': 'the summary',
  'summary.data': 'NIK: {nik}\nName: {name}\nDate of birth: {date}\nMobile: {phone}',
  'summary.for': 'For: {relation}',
  'summary.whom':
    'Please check. If the data above is right: who is this registration for? Another person must allow you to register them; for a child you are the parent or guardian (18 or older).',
  'summary.ask': 'Please check. Is everything above correct?',
  'summary.ask.other': 'Please check. Is everything above correct, and does this person allow you to register them?',
  'summary.ask.child': 'Please check. Is everything above correct, and are you the parent or guardian (18 or older)?',
  'summary.yes': 'All correct',
  'summary.change': 'Change {field}',
  'summary.which': 'Which part should be changed? Example: type CHANGE NAME.',

  'verdict.registered': 'Thank you. The data matches and the registration is accepted.',
  'verdict.taken': 'Thank you. The data matches, and we have it.',
  'verdict.not_yet': 'Thank you. We have the data, but it is not this person’s turn yet. We will tell you here.',
  'verdict.not_yet.from': 'Thank you. We have the data. The turn starts on {date}. We will tell you here.',
  'verdict.pending':
    'Thank you. Your data is saved under the receipt {receipt}. We will tell you here how it was matched, so there is no need to register again.',
  'verdict.complete': 'Thank you. The data agree. No dose needs an appointment at the moment.',
  'news.guarded.code':
    'Security notice: somebody typed a wrong code for the data of {name}. Do not give a code to anyone, not even to an officer. If it was not you, type PERSON.',
  'news.guarded':
    'Security notice: somebody else tried to use the data of {name}. We opened nothing. If that was not your family, type PERSON.',
  'news.carried':
    'Security notice: the data of {name} can now be seen in another chat too, with a code from here or from your family. If it was not you, choose Disconnect or type PERSON.',
  'verdict.way':
    'To be safe, data is opened for the registered mobile number only: write from WhatsApp with that number. If you registered in another chat, type MOVE CHAT there. If you cannot, type CORRECTION, call 119 and press 9, or visit a puskesmas.',
  'verdict.wait':
    'Many people were registered from here today. Please continue tomorrow, or ask a puskesmas for help. To talk to someone, type PERSON.',
  'differs.name': 'The name differs from the target list. Please type it once more as on the KTP.',
  'differs.birth': 'The date of birth differs from the target list. Please type it once more as on the KTP.',
  'verdict.unknown':
    'Thank you. We noted your data and are checking it. We will tell you the result here, so there is no need to register again.',

  'news.registered': 'Good news. The data of {name} agree. You can choose a place and a time now.',
  'news.choose': 'Choose a time',
  'news.not_yet': 'The data of {name} agree, but it is not their turn yet. We will tell you here.',
  'news.not_yet.from': 'The data of {name} agree. Their turn starts on {date}.',
  'news.complete': 'The data of {name} agree. No dose needs an appointment at the moment.',
  'news.unknown':
    'The data of {name} do not agree with our records yet. Please check NIK, name and birth date on the KTP or KK and register once more. An officer can help too.',
  'news.fix': 'Correct the data',
  'news.session.changed':
    'We are sorry: the appointment of {name} has changed. The code of the ticket stays; place and time are now as below.',
  'news.session.cancelled':
    'We are sorry: the appointment of {name} was called off by the organiser. Please choose another one.',
};
