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

/** Fills the answers of one person in, wherever the citizen writes last. `field()` is where. */
export function peopleBar(people, field, onChoose) {
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
    onChoose(person);
  };
  const select = make(
    'select',
    { id: 'peran' },
    ...people.map((one, index) => make('option', { value: index }, one.about)),
  );
  select.addEventListener('change', () => show(people[Number(select.value)]));
  show(people[0]);
  return make('.people', {}, make('label', { for: 'peran' }, 'Anda menjadi'), select, bar);
}
