import type { common as source } from '../id/common.ts';

export const common: Record<keyof typeof source, string> = {
  'greet.first': 'Welcome to Sapa Vaksin, the vaccination service of the Ministry of Health. It is free of charge.',
  'greet.again': 'Welcome back to Sapa Vaksin.',
  'menu.question': 'How can we help? Please choose, or type REGISTER to register for vaccination.',
  'menu.register': 'Register',
  'menu.other': 'Register someone else',
  'menu.continue': 'Continue registering',
  'menu.ticket': 'My ticket',
  'menu.help': 'Help',
  'menu.human': 'Talk to a person',
  'menu.language': 'Bahasa / Language',
  'menu.home': 'Menu',
  'next.question': 'Is there anything else we can help with?',
  'help.general':
    'Here you can register for vaccination and see your ticket. Type REGISTER, TICKET, CORRECTION, LANGUAGE, PERSON or MENU at any time.',
  'help.form':
    'While filling in: type BACK for the question before, or MENU for the main menu; your answers are kept. To delete them, type CANCEL.',
  'help.offer': 'No problem if this is difficult. Type HELP for an explanation, or PERSON to be helped by someone.',
  'human.contact':
    'You can talk to a person: call 119 and press 9 (Halo Kemenkes), or visit the nearest puskesmas. Bring the KTP or KK.',
  'handover.returned': 'The conversation with our officer has ended. You are with Sapa Vaksin again.',
  'emergency.now':
    'If anyone cannot breathe, faints, has a seizure or chest pain: call 119 now, or go to the nearest hospital emergency room (IGD). Do not wait for an answer here.',
  'emergency.kept': 'Your answers are kept. Later, when everyone is safe, type CONTINUE.',
  'emergency.after': 'Later, when everyone is safe, type MENU.',
  'stop.done':
    'All right. We will not write to you first. Your tickets and answers stay valid. If you need us, type MENU at any time.',
  'language.question': 'Which language would you like?',
  'language.done': 'All right, we continue in English.',
  'cancel.question': 'Are you sure you want to cancel? Unfinished answers will be deleted.',
  'cancel.yes': 'Yes, cancel',
  'cancel.stay': 'No, continue',
  'cancel.done': 'All right, your answers are deleted. You may start again at any time.',
  'cancel.nothing':
    'There is nothing to cancel. Any ticket you have stays valid; to cancel one, type CANCEL APPOINTMENT.',
  'thanks.reply': 'You are welcome. We wish you and your family good health.',
  'rest.closing':
    'All right. If there is something later, type MENU at any time. We wish you and your family good health.',
  'complaint.where':
    'For a complaint after a vaccination, call the number on the vaccination card or the nearest puskesmas. With breathlessness, a swollen face, hives all over, fainting or a seizure: call 119 or go to an emergency department now.',
  'unclear.text': 'Sorry, we did not understand that yet. To ask somebody, type PERSON.',
  'unclear.voice': 'Sorry, we cannot listen to voice messages yet. Please type your answer.',
  'unclear.photo': 'Thank you, but no photo of the KTP or anything else is needed, and we do not keep it. Please type.',
  'unclear.caption': 'No photo or file is needed: we neither open nor keep it. Your words we do read.',
  'unclear.video': 'Sorry, we cannot watch videos yet, and do not keep them. Please type your answer.',
  'unclear.sticker': 'Sorry, we cannot read stickers yet. Please type your answer.',
  'unclear.card': 'Sorry, we cannot use contact cards yet. To give a phone number, please type it.',
  'unclear.place': 'Thank you. We need a location only when you choose a place. Please answer this one first.',
  'unclear.edited':
    'We do not read old messages again when they are changed. To correct an answer, type BACK or send a new one.',
  'unclear.unsupported': 'Sorry, we cannot read that kind of message here yet. Please type your answer.',
  'unclear.file': 'Sorry, we cannot read files yet, and do not keep them. Please type your answer.',
  'unclear.empty': 'The message is empty. Please type your answer.',
  'unclear.other': 'Sorry, we cannot read that kind of message yet. Please type your answer.',
  'button.old': 'That button belongs to an older question, so we did not use it. Let us go on from here.',
  'resume.line': 'Welcome back. Shall we go on from {field}?',
  'resume.here': 'Shall we go on from {field}?',
  'update.line': 'This service was just updated. Your answers are kept.',
  'back.first': 'This is the first question, so there is none before it.',
  'sorry.fault': 'Sorry, something went wrong on our side. Your answers are kept. Please send that once more.',
  'progress.text': '{n} of {all}. {question}',
  'confirm.yes': 'Yes, that is right',
  'confirm.no': 'Type it again',
};
