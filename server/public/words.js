/** What the chat's page itself says. What the bot says comes from the server, in the citizen's own language. */
const id = {
  locale: 'id-ID',
  calendar: 'Simpan ke kalender',
  picture: 'Kode QR tiket {code}',
  state: {
    opening: 'Membuka obrolan…',
    offline: 'Tidak ada jaringan. Pesan terkirim begitu tersambung lagi.',
    waiting: 'Menyambung lagi. Pesan Bapak/Ibu tidak hilang…',
    refused: 'Obrolan ini tidak boleh dibuka dari alamat ini.',
    long: 'Pesan itu terlalu panjang. Mohon dipersingkat.',
  },
  strings: {
    TEXT_INPUT_PLACEHOLDER: 'Ketik jawaban di sini',
    TEXT_INPUT_ALT: 'Tulis pesan',
    TEXT_INPUT_SEND_BUTTON_ALT: 'Kirim',
    SUGGESTED_ACTIONS_LABEL_ALT: 'Pilihan jawaban',
    ACTIVITY_BOT_SAID_ALT: '$1:',
    ACTIVITY_YOU_SAID_ALT: 'Anda:',
    TRANSCRIPT_NEW_MESSAGES: 'Pesan baru',
  },
};

const en = {
  locale: 'en-US',
  calendar: 'Save to calendar',
  picture: 'QR code of ticket {code}',
  state: {
    opening: 'Opening the chat…',
    offline: 'No network. Your message goes out when you are back.',
    waiting: 'Reconnecting. Your message is not lost…',
    refused: 'The chat cannot be opened from this address.',
    long: 'That message is too long. Please make it shorter.',
  },
  strings: {
    TEXT_INPUT_PLACEHOLDER: 'Type your answer here',
    TEXT_INPUT_ALT: 'Write a message',
    SUGGESTED_ACTIONS_LABEL_ALT: 'Answers to choose from',
    ACTIVITY_BOT_SAID_ALT: '$1:',
    ACTIVITY_YOU_SAID_ALT: 'You:',
  },
};

/** Bahasa Indonesia unless the page is in English. */
export const wordsFor = (lang) => (lang.toLowerCase().startsWith('en') ? en : id);
