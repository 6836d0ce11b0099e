import { api, follow } from './api.js';
import { controls } from './controls.js';
import { Device } from './device.js';
import { messengerFrame, whatsappFrame } from './frames.js';
import { make } from './make.js';
import { nameOf, numberOf, peopleBar, peopleOnPage } from './people.js';

const KEY = 'sapa-phones';

/** Numbers of the visitor's own two phones: kept, so that a reload finds the chats again. */
function own() {
  const digits = (length) => [...crypto.getRandomValues(new Uint8Array(length))].map((one) => one % 10).join('');
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (kept?.number && kept.userId) return kept;
  } catch {
    // A browser that keeps nothing gets new phones each time.
  }
  const made = { number: `62899${digits(8)}`, userId: `2${digits(15)}1` };
  try {
    localStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // As above.
  }
  return made;
}

/** The web chat's button in the corner of the page gives way while it would lie on a phone, and on what is pressed there. */
function stepAside(devices) {
  const corner = { rootMargin: '-80% 0px 0px 0px' };
  const show = ([{ isIntersecting }]) => {
    document.documentElement.classList.toggle('on-phones', isIntersecting);
  };
  new IntersectionObserver(show, corner).observe(devices);
}

/** The web chat in a third frame; loaded only when somebody wants it, as it is a large program. */
function webFrame(address) {
  const open = make('button.begin', { type: 'button' }, 'Buka obrolan web');
  const screen = make(
    '.screen.web',
    {},
    make(
      '.start',
      {},
      make('strong', {}, 'Obrolan di situs'),
      make('span', {}, 'Sama seperti di pojok halaman ini.'),
      open,
    ),
  );
  open.addEventListener('click', () => screen.replaceChildren(make('iframe', { src: address, title: 'Obrolan web' })));
  return make('section.device', { 'aria-label': 'Obrolan web' }, screen);
}

async function begin(place) {
  const mine = own();
  const { userId } = mine;
  const people = peopleOnPage();
  // A person's WhatsApp has that person's number: the service knows them by it on every channel.
  const whatsappOf = (person) => ({
    channel: 'whatsapp',
    number: numberOf(person) ?? mine.number,
    name: nameOf(person),
  });
  const name = nameOf(people[0]);
  const [one, other] = await Promise.all([
    api.makePhone(whatsappOf(people[0])),
    api.makePhone({ channel: 'messenger', userId, name }),
  ]);
  const frames = [whatsappFrame(one), messengerFrame(other)];
  const devices = [new Device(one, frames[0]), new Device(other, frames[1])];
  frames[1].begin.addEventListener('click', () => void devices[1].act({ kind: 'start' }));
  let last = frames[0].field;
  for (const { field } of frames) field.addEventListener('focus', () => (last = field));
  const bar = peopleBar(
    people,
    () => last,
    (person) => {
      void devices[0].become(whatsappOf(person));
      void api.change(devices[1].phone.id, { name: nameOf(person) });
    },
  );
  const web = place.dataset.webchat && webFrame(place.dataset.webchat);
  const all = make('.devices', {}, frames[0].frame, frames[1].frame, web);
  place.append(...[bar, all, controls(devices)].filter(Boolean));
  stepAside(all);
  for (const device of devices) device.toEnd();

  const { newest } = await api.phone(devices[0].phone.id);
  await Promise.all(devices.map((device) => device.reload()));
  const take = (event) => devices.find((device) => device.phone.id === event.phone)?.take(event);
  await follow(newest, take, () => Promise.all(devices.map((device) => device.reload())));
}

const place = document.querySelector('#ponsel .stage');
if (place) {
  begin(place).catch((error) => {
    console.error(error);
    place.append(make('p', { role: 'alert' }, 'Ponsel peraga tidak bisa dibuka. Muat ulang halaman ini.'));
  });
}
