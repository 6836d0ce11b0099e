import { api } from './api.js';
import { make } from './make.js';

const FAULTS = [
  [
    'Jawaban Meta lambat 4 detik',
    () => api.fault({ door: 'graph', kind: 'delay', ms: 4_000, path: '/messages', times: 1 }),
  ],
  ['Galat 500', () => api.fault({ door: 'graph', kind: 'status', status: 500, path: '/messages', times: 1 })],
  [
    'Terlalu cepat (429)',
    () => api.fault({ door: 'graph', kind: 'status', status: 429, ms: 2_000, path: '/messages', times: 1 }),
  ],
  ['Putus sebelum diterima', () => api.fault({ door: 'graph', kind: 'cut_before', path: '/messages', times: 1 })],
  ['Putus sesudah diterima', () => api.fault({ door: 'graph', kind: 'cut_after', path: '/messages', times: 1 })],
  ['Pesan datang dua kali', () => api.fault({ door: 'webhook', kind: 'repeat', times: 1 })],
  ['Pesan tertahan', () => api.fault({ door: 'webhook', kind: 'hold', times: 1, ms: 3_000 })],
  ['Tanda tangan salah', () => api.fault({ door: 'webhook', kind: 'bad_signature', times: 1 })],
  ['Status tidak berurutan', () => api.settings({ disorder: 0.5 })],
  ['Meta mati satu menit', () => api.down(60_000)],
];

/** Buttons that make Meta difficult, each for the next message, and one that ends it all. */
export function controls(devices) {
  const said = make('p.said', { role: 'status' });
  const press = (label, work) => {
    const run = async () => {
      try {
        await work();
        said.textContent = `${label}: ya`;
      } catch (error) {
        said.textContent = `${label}: ${error.message}`;
      }
    };
    return make('button', { type: 'button', on: { click: () => void run() } }, label);
  };
  const switchOf = (device, label, trait) => {
    const box = make('input', { type: 'checkbox' });
    box.addEventListener(
      'change',
      () => void api.change(device.phone.id, { traits: { [trait[0]]: trait[1] === box.checked } }),
    );
    return make('label', {}, box, label);
  };
  const calm = async () => {
    await api.noFaults();
    await api.settings({ disorder: 0.1 });
  };
  return make(
    'details.faults',
    {},
    make('summary', {}, 'Templat dan gangguan'),
    make(
      '.row',
      {},
      press('Kirim templat contoh ke WhatsApp', () => api.template(devices[0].phone.id)),
    ),
    make('p', {}, 'Setiap tombol mengganggu pesan berikutnya, seperti yang terjadi pada Meta yang sebenarnya.'),
    make('.row', {}, ...FAULTS.map(([label, work]) => press(label, work)), press('Kembali normal', calm)),
    make(
      '.row',
      {},
      ...devices.flatMap((device) => {
        const name = device.channel === 'whatsapp' ? 'WhatsApp' : 'Messenger';
        return [
          switchOf(device, `Ponsel ${name} mati`, ['online', false]),
          switchOf(device, `${name} memblokir kami`, ['blocked', true]),
        ];
      }),
    ),
    said,
  );
}
