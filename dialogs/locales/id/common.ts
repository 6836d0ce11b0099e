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
    'Di sini Bapak/Ibu bisa mendaftar vaksinasi dan melihat tiket. Ketik DAFTAR, TIKET, KOREKSI, LEPAS, BAHASA, PETUGAS, atau MENU kapan saja.',
  'help.form':
    'Saat mengisi: ketik KEMBALI untuk pertanyaan sebelumnya, atau MENU untuk menu utama; isian tidak hilang. Untuk menghapus isian, ketik BATAL.',
  'help.offer': 'Kalau sulit, tidak apa-apa. Ketik BANTUAN untuk penjelasan, atau PETUGAS untuk dibantu orang.',
  'human.contact':
    'Bapak/Ibu bisa bicara dengan petugas: telepon 119 lalu tekan 9 (Halo Kemenkes), atau datang ke puskesmas terdekat. Bawa KTP atau KK.',
  'handover.returned': 'Percakapan dengan petugas sudah selesai. Sekarang Bapak/Ibu kembali dilayani Sapa Vaksin.',
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
  'cancel.nothing':
    'Tidak ada isian yang perlu dibatalkan. Tiket yang sudah ada tetap berlaku; untuk membatalkannya ketik BATALKAN JADWAL.',
  'thanks.reply': 'Sama-sama. Semoga Bapak/Ibu sekeluarga sehat selalu.',
  'rest.closing': 'Baik. Bila nanti ada yang perlu, ketik MENU kapan saja. Semoga Bapak/Ibu sekeluarga sehat selalu.',
  'complaint.where':
    'Bila ada keluhan setelah vaksin, hubungi nomor di kartu vaksin atau puskesmas terdekat. Bila sesak napas, wajah bengkak, bentol seluruh badan, pingsan, atau kejang: telepon 119 atau ke IGD sekarang.',
  'unclear.text': 'Mohon maaf, kami belum mengerti maksudnya. Untuk bertanya kepada orang, ketik PETUGAS.',
  'unclear.voice': 'Mohon maaf, saya belum bisa mendengar pesan suara. Mohon diketik saja.',
  'unclear.photo':
    'Terima kasih, tetapi tidak perlu foto KTP atau foto lain, dan tidak kami simpan. Mohon diketik saja.',
  'unclear.video': 'Mohon maaf, video belum bisa kami lihat dan tidak kami simpan. Mohon diketik saja.',
  'unclear.sticker': 'Mohon maaf, stiker belum bisa kami baca. Mohon diketik saja.',
  'unclear.card': 'Mohon maaf, kartu kontak belum bisa kami pakai. Bila mau memberi nomor HP, mohon diketik.',
  'unclear.place': 'Terima kasih. Lokasi baru kami perlukan saat memilih tempat vaksin. Mohon jawab yang ini dulu.',
  'unclear.edited':
    'Pesan lama yang diubah tidak kami baca lagi. Untuk memperbaiki jawaban, ketik KEMBALI atau kirim jawaban baru.',
  'unclear.unsupported': 'Mohon maaf, kiriman seperti itu belum bisa kami baca di sini. Mohon diketik saja.',
  'unclear.file': 'Mohon maaf, berkas belum bisa kami baca dan tidak kami simpan. Mohon diketik saja.',
  'unclear.empty': 'Pesannya kosong. Mohon diketik jawabannya.',
  'unclear.other': 'Mohon maaf, kiriman seperti itu belum bisa kami baca. Mohon diketik saja.',
  'button.old': 'Itu tombol dari pertanyaan lama, jadi tidak kami pakai. Kita lanjut dari sini, ya.',
  'resume.line': 'Selamat datang kembali. Kita lanjut dari {field}, ya?',
  'resume.here': 'Kita lanjut dari {field}, ya?',
  'update.line': 'Layanan ini baru saja diperbarui. Isian Bapak/Ibu tetap tersimpan.',
  'back.first': 'Ini pertanyaan pertama, jadi tidak ada yang sebelumnya.',
  'sorry.fault': 'Mohon maaf, ada gangguan di pihak kami. Isian Bapak/Ibu tetap tersimpan. Mohon kirim sekali lagi.',
  'progress.text': '{n} dari {all}. {question}',
  'confirm.yes': 'Ya, sudah sesuai',
  'confirm.no': 'Ketik ulang',
} as const;
