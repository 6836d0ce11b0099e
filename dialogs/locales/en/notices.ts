export const notices = {
  'notice.waiting': 'There is news about your vaccination registration.',
  'notice.read': 'Read the news',
  'notice.none': 'We have told you that news above. There is nothing new yet.',
  'notice.session': 'Sorry, the vaccination appointment of {name} is now {time} at {site}.',
  'notice.ticket': 'Show ticket',
  'reference.void':
    'That button or link is not valid in this chat. It may be too old, or meant for another number. Please choose from the menu.',
  'premise.unknown':
    'The data of {name} no longer agree with the registry. The staff at the vaccination site will look into it.',
  'premise.not_yet': 'By the newest record of the registry it is not the turn of {name} yet.',
  'premise.complete':
    'By the newest record of the registry, the dose booked for {name} is recorded already or not needed.',
  'premise.dose': 'By the newest record of the registry, the next dose of {name} is not the one that is booked.',
  'premise.question':
    'The appointment {time} at {site} is still yours; we cancel nothing by ourselves. What would you like?',
  'premise.come': 'I will come',
  'premise.drop': 'Cancel it',
  'premise.coming':
    'All right, the appointment stays. Please bring an ID or family card; the staff will check the data.',
} as const;
