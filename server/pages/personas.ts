import { escapeHtml } from '../../domain/html.ts';

/** An invented person whom a visitor of the demo page can be. */
export interface DemoPersona {
  readonly about: { readonly id: string };
  readonly answers: {
    readonly nik: string;
    readonly name: string;
    readonly birthDate: string;
    readonly phone: string;
  };
}

const cell = (label: string, value: string): string => `<div><dt>${label}</dt><dd>${escapeHtml(value)}</dd></div>`;

/** The invented people as cards: what each is about, and what to type. Empty without people. */
export function personaRows(personas: readonly DemoPersona[]): string {
  if (personas.length === 0) return '';
  const cards = personas.map(
    ({ about, answers }) => `<li class="card"><h3>${escapeHtml(about.id)}</h3><dl>
${cell('NIK', answers.nik)}${cell('Nama', answers.name)}
${cell('Tanggal lahir', answers.birthDate)}${cell('Nomor HP', answers.phone)}</dl></li>`,
  );
  return `<section id="coba" class="wide" aria-labelledby="coba-judul"><h2 id="coba-judul">Coba dengan data contoh</h2>
<p>Semua orang, tempat, dan jadwal di sini karangan. Pilih satu orang, lalu ketik datanya di obrolan.</p>
<ul class="cards">${cards.join('')}</ul></section>`;
}
