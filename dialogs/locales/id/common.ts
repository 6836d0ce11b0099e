/** Greeting, menu, help, and everything that may be said at any time. */
export const common = {
  'greet.first': 'Selamat datang di Sapa Vaksin, layanan vaksinasi Kementerian Kesehatan. Layanan ini gratis.',
  'greet.again': 'Selamat datang kembali di Sapa Vaksin.',
  'menu.question': 'Ada yang bisa kami bantu? Silakan pilih, atau ketik DAFTAR untuk mendaftar vaksinasi.',
  'menu.register': 'Daftar',
  'menu.other': 'Daftarkan orang lain',
  'menu.continue': 'Lanjutkan pendaftaran',
  'menu.ticket': 'Tiket saya',
  'menu.help': 'Bantuan',
  'menu.human': 'Petugas',
  'menu.language': 'Bahasa / Language',
  'menu.home': 'Menu',
  'next.question': 'Ada lagi yang bisa kami bantu?',
  'help.general':
    'Di sini Bapak/Ibu bisa mendaftar vaksinasi dan melihat tiket. Ketik DAFTAR, TIKET, BAHASA, PETUGAS, atau MENU kapan saja.',
  'help.form':
    'Saat mengisi: ketik KEMBALI untuk pertanyaan sebelumnya, BATAL untuk berhenti mengisi, MENU untuk menu utama. Isian Bapak/Ibu tidak hilang.',
  'help.offer': 'Kalau sulit, tidak apa-apa. Ketik BANTUAN untuk penjelasan, atau PETUGAS untuk dibantu orang.',
  'human.contact':
    'Bapak/Ibu bisa bicara dengan petugas: telepon 119 lalu tekan 9 (Halo Kemenkes), atau datang ke puskesmas terdekat. Bawa KTP atau KK.',
  'emergency.now':
    'Bila ada yang sesak napas, pingsan, kejang, atau nyeri dada: telepon 119 sekarang, atau segera ke IGD rumah sakit terdekat. Jangan menunggu balasan di sini.',
  'emergency.kept': 'Isian Bapak/Ibu tetap kami simpan. Nanti, kalau sudah aman, ketik LANJUT.',
  'emergency.after': 'Nanti, kalau sudah aman, ketik MENU.',
  'stop.done':
    'Baik. Kami tidak akan mengirim pesan lebih dulu. Tiket dan isian Bapak/Ibu tetap berlaku. Bila perlu, ketik MENU kapan saja.',
  'language.question': 'Mau memakai bahasa apa?',
  'language.done': 'Baik, kita pakai Bahasa Indonesia.',
  'cancel.question': 'Yakin ingin membatalkan? Isian yang belum selesai akan dihapus.',
  'cancel.yes': 'Ya, batalkan',
  'cancel.stay': 'Tidak, lanjutkan',
  'cancel.done': 'Baik, isian sudah dihapus. Bapak/Ibu boleh mulai lagi kapan saja.',
  'cancel.nothing': 'Tidak ada isian yang perlu dibatalkan. Tiket yang sudah ada tetap berlaku.',
  'thanks.reply': 'Sama-sama. Semoga Bapak/Ibu sekeluarga sehat selalu.',
  'unclear.text': 'Mohon maaf, kami belum mengerti maksudnya.',
  'unclear.file':
    'Mohon maaf, gambar, suara, dan berkas belum bisa kami baca dan tidak kami simpan. Mohon diketik saja.',
  'unclear.empty': 'Pesannya kosong. Mohon diketik jawabannya.',
  'unclear.other': 'Mohon maaf, kiriman seperti itu belum bisa kami baca. Mohon diketik saja.',
  'button.old': 'Itu tombol dari pertanyaan lama, jadi tidak kami pakai. Kita lanjut dari sini, ya.',
  'resume.line': 'Selamat datang kembali. Kita lanjut dari {field}, ya?',
  'update.line': 'Layanan ini baru saja diperbarui. Isian Bapak/Ibu tetap tersimpan.',
  'back.first': 'Ini pertanyaan pertama, jadi tidak ada yang sebelumnya.',
  'sorry.fault': 'Mohon maaf, ada gangguan di pihak kami. Isian Bapak/Ibu tetap tersimpan. Mohon kirim sekali lagi.',
  'progress.text': '{n} dari {all}. {question}',
  'confirm.yes': 'Ya, sudah sesuai',
  'confirm.no': 'Ketik ulang',
} as const;
