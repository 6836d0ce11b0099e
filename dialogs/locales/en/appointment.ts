import type { appointment as source } from '../id/appointment.ts';

export const appointment: Record<keyof typeof source, string> = {
  'site.field': 'the place',
  'site.ask.region':
    'Where would you like to be vaccinated? These places in {region} are free. You may also type another city.',
  'site.ask.near':
    'Where would you like to be vaccinated? These are the nearest free places. You may also type another city.',
  'site.ask.far': 'Nothing is free in that area. These places elsewhere are. Where would you like to go?',
  'site.choice': '{site} ({places})',
  'site.elsewhere': 'Another city',
  'site.type': 'In which city or regency? Example: Bandung.',
  'site.reason': 'We did not find that place. Please type the name of a city or regency. Example: Bandung.',
  'site.none':
    'Sorry, everything is full at the moment. The registration is kept; type TICKET tomorrow to choose a time.',

  'session.field': 'the time',
  'session.ask': 'When would you like to come? Please choose a time.',
  'session.choice': '{time} ({places})',
  'session.elsewhere': 'Another place',
  'session.reason': 'Please choose one of the times, for example type 1 for the first.',
  'session.full': 'Sorry, that time has just become full. Please choose another.',
  'session.gone': 'Sorry, that time is no longer available. Please choose another.',
  'session.none': 'Sorry, that place is full by now. Please choose another place.',
  'places.one': '{n} place',
  'places.other': '{n} places',

  'ticket.code': 'Your appointment is made. Ticket code: {code}. Please keep it.',
  'ticket.held': 'There is an appointment already. Ticket code: {code}.',
  'ticket.where': '{site}\n{address}\n{region}\n{time}',
  'ticket.bring': 'Please bring: {things}. Eat something before you come, and wear loose sleeves.',
  'ticket.picture': 'Show this picture to the staff. For your phone’s calendar: {calendar}',
  'ticket.none': 'There is no ticket from this chat yet.',
  'ticket.waiting': 'No appointment yet. We are still checking the data you registered and will tell you here.',
  'ticket.whose': 'Whose ticket would you like to see?',
  'ticket.choose': 'The registration is accepted, but no time is chosen yet. Let us choose one.',
};
