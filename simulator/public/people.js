import { make } from './make.js';

/** Invented people whom the page shows as cards, with what each would type. */
export function peopleOnPage() {
  return [...document.querySelectorAll('#coba .card')].map((card) => ({
    about: card.querySelector('h3')?.textContent ?? '',
    answers: [...card.querySelectorAll('dl div')].map((line) => [
      line.querySelector('dt')?.textContent ?? '',
      line.querySelector('dd')?.textContent ?? '',
    ]),
  }));
}

const answerOf = (person, label) => person?.answers.find(([name]) => name === label)?.[1];

/** How an invented person is called, and the digits of their WhatsApp number. */
export const nameOf = (person) => answerOf(person, 'Nama') ?? 'Warga';
export const numberOf = (person) => answerOf(person, 'Nomor HP')?.replace(/\D/g, '').replace(/^0/, '62');

/** Fills the answers of one person in, wherever the citizen writes last. `field()` is where. */
export function peopleBar(people, field, onChange) {
  if (people.length === 0) return undefined;
  const bar = make('.answers', { role: 'group', 'aria-label': 'Isi jawaban contoh' });
  const show = (person) => {
    const put = (value) => () => {
      const target = field();
      target.value = value;
      target.focus();
    };
    bar.replaceChildren(
      ...person.answers.map(([label, value]) =>
        make('button', { type: 'button', title: value, on: { click: put(value) } }, label),
      ),
    );
  };
  const select = make(
    'select',
    { id: 'peran' },
    ...people.map((one, index) => make('option', { value: index }, one.about)),
  );
  select.addEventListener('change', () => {
    const person = people[Number(select.value)];
    show(person);
    onChange(person);
  });
  show(people[0]);
  return make('.people', {}, make('label', { for: 'peran' }, 'Anda menjadi'), select, bar);
}
