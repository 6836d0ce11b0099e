import type { household as source } from '../id/household.ts';

export const household: Record<keyof typeof source, string> = {
  'invited.who': 'Several people have that date of birth. Who is to be registered?',
  'invited.births':
    'This number is registered for the people above. To be safe, type the date of birth of the person to be registered. Example: 17-8-1960. If that is wrong, type NOT ME.',
  'invited.choose': 'Please choose one, for example type 1 for the first.',
  'invited.birth':
    'This number is registered for {name}. To be safe: what is the date of birth? Example: 17-8-1960. If that is wrong, type NOT ME.',
  'invited.guardian': 'That is under 18 years. Are you the parent or guardian (18 or older), and do you agree?',
  'invited.guardian.yes': 'Yes, I am',

  'household.full':
    'This number already looks after {count} people, as many as one number can. Type LET GO to remove one first, or AGENT for help.',
  'people.more': 'More',
  'people.first': 'From the start',
  'letgo.question': 'Let go of {name} on this number? Data and appointment stay, they are just no longer seen here.',
  'letgo.yes': 'Yes, let go',
  'letgo.no': 'No, keep',
  'letgo.whom': 'Who is no longer to be seen on this number?',
  'letgo.done': '{name} is no longer seen on this number.',
  'letgo.nobody': 'Nobody was registered in this chat yet.',
  'notme.words': 'This number does not belong to the person who is registered.',
  'notme.done':
    'Sorry for the trouble. We will not write to this number again, and our staff will correct the data. Receipt: {receipt}.',

  'move.code':
    'To continue elsewhere (WhatsApp, Messenger, the website), send this there within 15 minutes: CONTINUE {code}. It works once; do not give it to anyone.',
  'move.nothing': 'There is nothing to move yet. Type REGISTER to begin.',
  'move.unknown': 'That code is not valid or was used. For a new one, type MOVE CHAT in the first chat.',
  'move.here': 'Your answers are here now.',
  'move.whose': 'Who is to be opened in another chat as well?',
  'move.person':
    'To open the data of {name} in another chat (WhatsApp, Messenger, the website), send this there within 15 minutes: CONTINUE {code}. It works once; do not give it to anyone.',
  'move.opened': 'That matches. {name} is here now as well. News about them goes to where you wrote last.',
  'move.cut': 'Disconnect',
  'move.cut.done': 'Disconnected. {name} can no longer be seen in that other chat.',
  'move.cut.none': 'There is no other chat that can be disconnected from here. For help, type AGENT.',

  'correction.field': 'what needs correcting',
  'correction.ask': 'What needs correcting?',
  'correction.used': 'Someone used my NIK',
  'correction.name': 'Name',
  'correction.birth': 'Date of birth',
  'correction.phone': 'Mobile number',
  'correction.dose': 'Vaccine dose',
  'correction.device': 'Ticket on another phone',
  'correction.moved': 'Moved home',
  'correction.which': 'Please choose one, for example type NAME or NUMBER.',
  'correction.bring.used':
    'Staff need to see the original KTP and the KK. Please have them ready; do not send them here.',
  'correction.bring.name': 'Staff need to see the original KTP or the KK. Please have it ready; do not send it here.',
  'correction.bring.birth':
    'Staff need to see the KTP, KK or birth certificate. Please have one ready; do not send it here.',
  'correction.bring.phone':
    'Staff need to see the original KTP, and a phone with the new number. Please have them ready; do not send them here.',
  'correction.bring.dose':
    'Staff need to see the vaccination card and KTP: date, place and vaccine. Please have them ready; do not send them here.',
  'correction.bring.moved': 'Staff need to see the KTP or KK. Please have it ready; do not send it here.',
  'correction.bring.device':
    'If you still have the earlier chat, type MOVE CHAT there. If not: type REGISTER here first, then show the KTP and the receipt to the staff of a puskesmas.',
  'correction.bring.no_nik':
    'No problem, our staff will register them. Have any card or paper ready (KK, birth certificate, passport, KITAS); do not send it here.',
  'nonik.who': 'What is the full name of the person to be vaccinated?',
  'nonik.born': 'In which year were they born? If you do not know, type about how old they are.',
  'nonik.born.field': 'the year of birth',
  'nonik.born.reason':
    'Please type the year of birth or the age. Example: 1960, or 60 years. If you do not know, type DO NOT KNOW.',
  'nonik.home': 'Where do they live? Example: Desa Sukamaju, Kecamatan Cibadak, Kabupaten Sukabumi.',
  'nonik.home.field': 'where they live',
  'nonik.home.reason': 'Please type the village, the district, and the regency or city.',
  'nonik.with': 'Who looks after them, and which phone number can we call? Example: her daughter Sari, 0812 3456 7890.',
  'nonik.with.field': 'who looks after them',
  'nonik.with.reason': 'Please type who looks after them, or a phone number. If there is nobody, type NONE.',
  'correction.words.field': 'what happened',
  'correction.words': 'Please tell us briefly what is wrong. You need not write the NIK.',
  'correction.length': 'Please tell it in 5 to 280 letters.',
  'correction.done':
    'Thank you. We have your request under the receipt {receipt} and will answer here. To see it, type CHECK CORRECTION.',
  'correction.none': 'There is no request from this chat yet. To make one, type CORRECTION.',
  'correction.open': 'Our staff are looking into request {receipt}.',
  'correction.answered': 'Our answer to {receipt}: {answer}',
  'correction.later': 'That can be done once this form is finished. To delete the answers, type CANCEL.',
};
