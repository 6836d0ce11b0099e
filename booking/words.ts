/** What the ticket's pages say. Pages of the server, not bubbles of a conversation, so they live in their own room. */
export type Language = 'id' | 'en';

export interface TicketWords {
  readonly title: string;
  readonly valid: string;
  readonly past: string;
  readonly invalid: string;
  readonly validHint: string;
  readonly pastHint: string;
  readonly invalidHint: string;
  readonly site: string;
  readonly when: string;
  readonly summary: string;
  readonly bring: string;
  readonly tomorrow: string;
  readonly check: string;
  readonly tooMany: string;
  readonly later: string;
  readonly used: string;
  readonly usedHint: string;
  readonly cancelled: string;
  readonly cancelledHint: string;
  readonly otherDay: string;
  readonly slip: string;
  readonly code: string;
  readonly picture: string;
  readonly print: string;
}

const WORDS: Readonly<Record<Language, TicketWords>> = {
  id: {
    title: 'Pemeriksaan tiket vaksinasi',
    valid: 'Tiket berlaku',
    past: 'Jadwal sudah lewat',
    invalid: 'Tiket tidak berlaku',
    validHint: 'Petugas mencocokkan tiket ini dengan KTP atau KK di tempat.',
    pastHint: 'Silakan minta jadwal baru lewat chat.',
    invalidHint: 'Mohon periksa kembali kodenya: 16 huruf dan angka.',
    site: 'Tempat',
    when: 'Waktu',
    summary: 'Jadwal vaksinasi',
    bring: 'Bawa KTP asli (atau KK untuk anak) dan kode tiket.',
    tomorrow: 'Besok jadwal vaksinasi',
    check: 'Periksa tiket',
    tooMany: 'Terlalu banyak kode yang keliru. Mohon tunggu beberapa menit.',
    later: 'Sistem sedang sibuk. Mohon coba sebentar lagi.',
    used: 'Tiket sudah dipakai',
    usedHint: 'Kedatangan untuk tiket ini sudah dicatat petugas.',
    cancelled: 'Jadwal dibatalkan',
    cancelledHint: 'Jadwal ini dibatalkan penyelenggara. Silakan minta jadwal baru lewat chat.',
    otherDay: 'Bukan untuk hari ini. Lihat waktunya di atas.',
    slip: 'Tiket vaksinasi',
    code: 'Kode tiket',
    picture: 'Gambar kode tiket untuk dipindai petugas',
    print: 'Cetak atau simpan halaman ini. Siapa yang memegang kode ini bisa melihat tempat dan waktunya.',
  },
  en: {
    title: 'Vaccination ticket check',
    valid: 'Ticket is valid',
    past: 'The appointment has passed',
    invalid: 'Ticket is not valid',
    validHint: 'The staff compare this ticket with the ID card or family card on site.',
    pastHint: 'Please ask for a new appointment in the chat.',
    invalidHint: 'Please check the code again: 16 letters and digits.',
    site: 'Place',
    when: 'Time',
    summary: 'Vaccination appointment',
    bring: 'Bring your ID card (KTP), or the family card (KK) for a child, and the ticket code.',
    tomorrow: 'Vaccination appointment tomorrow',
    check: 'Check the ticket',
    tooMany: 'Too many wrong codes. Please wait some minutes.',
    later: 'The system is busy. Please try again shortly.',
    used: 'Ticket was used',
    usedHint: 'The staff have recorded the arrival for this ticket.',
    cancelled: 'Appointment was called off',
    cancelledHint: 'The organisers called this appointment off. Please ask for a new one in the chat.',
    otherDay: 'Not for today. See the time above.',
    slip: 'Vaccination ticket',
    code: 'Ticket code',
    picture: 'Picture of the ticket code for the staff to scan',
    print: 'Print or keep this page. Whoever holds this code can see the place and the time.',
  },
};

export const ticketWords = (language: Language): TicketWords => WORDS[language];

/** The page's language: `?lang=` when given, else English only for a browser that asks for it first. */
export function languageOf(query: URLSearchParams, acceptLanguage: string | undefined): Language {
  const asked = query.get('lang') ?? acceptLanguage ?? '';
  return /^en\b/i.test(asked.trim()) ? 'en' : 'id';
}
