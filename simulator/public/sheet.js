import { make } from './make.js';

/**
 * A sheet that comes up from the lower edge of a phone. Takes the keyboard while it is open (Escape closes it, Tab stays
 * inside) and gives it back where it was. Answers with what was chosen, or with nothing.
 */
export function sheet(device, title, fill) {
  return new Promise((resolve) => {
    const before = document.activeElement;
    const panel = make('.panel', { role: 'dialog', 'aria-modal': 'true', 'aria-label': title, tabindex: -1 });
    const cover = make('.cover', {}, panel);
    const close = (chosen) => {
      cover.remove();
      before?.focus();
      resolve(chosen);
    };
    const shut = make(
      'button.shut',
      { type: 'button', 'aria-label': 'Tutup', on: { click: () => close(undefined) } },
      '×',
    );
    panel.append(make('.head', {}, make('h4', {}, title), shut), ...fill(close));
    cover.addEventListener('click', (event) => event.target === cover && close(undefined));
    cover.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') close(undefined);
      if (event.key !== 'Tab') return;
      const stops = [...panel.querySelectorAll('button, input, a[href]')].filter((one) => !one.disabled);
      const [first, last] = [stops[0], stops.at(-1)];
      const leaves = event.shiftKey ? document.activeElement === first : document.activeElement === last;
      if (leaves) {
        event.preventDefault();
        (event.shiftKey ? last : first)?.focus();
      }
    });
    device.append(cover);
    (panel.querySelector('input, .choice') ?? panel).focus();
  });
}

/** WhatsApp's list: sections with rows, one of which is marked and then sent. Answers with the row's id. */
export function listSheet(device, { title, sections }) {
  return sheet(device, title, (close) => {
    let chosen;
    const send = make('button.go', { type: 'button', disabled: true, on: { click: () => close(chosen) } }, 'Kirim');
    const row = (one) =>
      make(
        'label.row',
        {},
        make(
          'span',
          {},
          make('strong', {}, one.title),
          one.description ? make('small', {}, one.description) : undefined,
        ),
        make('input', {
          ...{ type: 'radio', name: `row-${title}`, value: one.id },
          on: {
            change: () => {
              chosen = one.id;
              send.disabled = false;
            },
            keydown: (event) => event.key === 'Enter' && chosen !== undefined && close(chosen),
          },
        }),
      );
    const section = (one) =>
      make('fieldset', {}, one.title ? make('legend', {}, one.title) : undefined, ...one.rows.map(row));
    return [make('.rows', {}, ...sections.map(section)), send];
  });
}

/** A choice among a few things to press. `items`: `[label, value]`. */
export function choiceSheet(device, title, items) {
  return sheet(device, title, (close) => [
    make(
      '.choices',
      {},
      ...items.map(([label, value]) =>
        make('button.choice', { type: 'button', on: { click: () => close(value) } }, label),
      ),
    ),
  ]);
}
