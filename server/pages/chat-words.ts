/** What stands in the chat's page before any script runs. */
const WORDS = {
  id: {
    lang: 'id',
    title: 'Obrolan Sapa Vaksin',
    subtitle: 'Kementerian Kesehatan',
    opening: 'Membuka obrolan…',
    close: 'Tutup obrolan',
    forget: 'Hapus',
    sure: 'Hapus obrolan ini dari perangkat ini? Pendaftaran dan tiket yang sudah ada tetap berlaku.',
    yes: 'Ya, hapus',
    no: 'Tidak',
    noscript:
      'Obrolan ini memerlukan JavaScript. Tanpa itu, Bapak/Ibu bisa menelepon 119 lalu tekan 9 (Halo Kemenkes).',
  },
  en: {
    lang: 'en',
    title: 'Sapa Vaksin chat',
    subtitle: 'Ministry of Health',
    opening: 'Opening the chat…',
    close: 'Close the chat',
    forget: 'Clear',
    sure: 'Clear this chat from this device? Registrations and tickets stay valid.',
    yes: 'Yes, clear it',
    no: 'No',
    noscript: 'This chat needs JavaScript. Without it, call 119 and press 9 (Halo Kemenkes).',
  },
} as const;

/** Bahasa Indonesia unless English is asked for. */
export const chatWords = (lang: string | null): Readonly<Record<string, string>> =>
  lang?.toLowerCase().startsWith('en') ? WORDS.en : WORDS.id;
