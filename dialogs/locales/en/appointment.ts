import type { appointment as source } from '../id/appointment.ts';

export const appointment: Record<keyof typeof source, string> = {
  'site.field': 'the place',
  'site.ask.region':
    'Where would you like to be vaccinated? These places in {region} are free. You may also type another city.',
  'site.ask.near':
    'Where would you like to be vaccinated? These are the nearest free places. You may also type another city.',
  'site.ask.far': 'Nothing is free in that area. These places elsewhere are. Where would you like to go?',
  'site.choice': '{site} ({places})',
  'site.choice.km': '{site} ({km} km, {places})',
  'site.soonest': 'Soonest: {site}, {time}',
  'site.elsewhere': 'Another city',
  'site.type': 'In which city or regency? Example: Bandung.',
  'site.which': 'There are several places called {region}. In which regency or city?',
  'site.reason': 'We did not find that place. Please type the name of a city or regency. Example: Bandung.',
  'site.none':
    'Sorry, everything is full at the moment. The registration is kept; type TICKET tomorrow to choose a time.',

  'session.field': 'the time',
  'session.ask': 'When would you like to come? Please choose a time.',
  'session.choice': '{time} ({places})',
  'session.elsewhere': 'Another place',
  'session.reason':
    'Please choose one of the times, for example type 1 for the first, or a day such as SATURDAY MORNING.',
  'session.not_then': 'Sorry, there is no place here at that time. These are the times that are left.',
  'session.full': 'Sorry, that time has just become full. Please choose another.',
  'session.gone': 'Sorry, that time is no longer available. Please choose another.',
  'session.none': 'Sorry, that place is full by now. Please choose another place.',
  'places.one': '{n} place',
  'places.other': '{n} places',

  'ticket.code': 'Your appointment is made. Ticket code: {code}. Please keep it.',
  'ticket.held': 'There is an appointment already. Ticket code: {code}.',
  'ticket.changed': 'Your appointment was changed. Ticket code: {code}. The earlier time is no longer valid.',
  'ticket.where': '{site}\n{address}\n{region}\n{time}',
  'ticket.bring': 'Please bring: {things}. Eat something before you come, and wear loose sleeves.',
  'ticket.picture': 'Show this picture to the staff. For your phone’s calendar: {calendar}',
  'ticket.none': 'There is no ticket from this chat yet.',
  'ticket.waiting': 'No appointment yet. We are still checking the data you registered and will tell you here.',
  'ticket.whose': 'Whose ticket would you like to see?',
  'ticket.choose': 'The registration is accepted, but no time is chosen yet. Let us choose one.',
  'ticket.used':
    'The staff have recorded the visit for this ticket, so it can no longer be changed. Thank you for coming.',
  'ticket.off': 'Sorry, the appointment at {site} was called off by the organisers. Let us choose a new one.',
  'ticket.change': 'Change appointment',
  'ticket.drop': 'Cancel appointment',

  'change.field': 'the change',
  'change.begin': 'All right, let us look for another time. The present one stays valid until the new one is sure.',
  'change.from': 'Present appointment:\n{site}\n{time}',
  'change.ask': 'Change it to:\n{site}\n{time}\n\nIs this right? We keep this place for 10 minutes.',
  'change.late': 'Sorry, somebody else has taken the new place. Would you like another time?',
  'change.yes': 'Yes, change it',
  'change.no': 'No, keep it',
  'change.other': 'Another time',
  'change.reason': 'Please answer YES to change the appointment, or NO.',
  'change.stay': 'All right, the present appointment stays.',

  'drop.question': 'Do you really want to cancel the appointment at {site}, {time}? The place goes to somebody else.',
  'drop.yes': 'Yes, cancel it',
  'drop.no': 'No, I will come',
  'drop.done': 'The appointment is cancelled. The registration is kept; type TICKET at any time to choose a new one.',
  'drop.kept': 'All right, the appointment stays. We look forward to seeing you.',
};
