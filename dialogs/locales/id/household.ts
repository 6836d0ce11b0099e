/** Whom a number looks after, and requests to put data right. */
export const household = {
  'invited.who': 'Ada beberapa orang dengan tanggal lahir itu. Siapa yang mau didaftarkan?',
  'invited.births':
    'Nomor HP ini terdaftar untuk orang-orang di atas. Demi keamanan, ketik tanggal lahir orang yang mau didaftarkan. Contoh: 17-8-1960. Bila keliru, ketik BUKAN SAYA.',
  'invited.choose': 'Mohon pilih salah satu, misalnya ketik 1 untuk yang pertama.',
  'invited.birth':
    'Nomor ini terdaftar atas nama {name}. Demi keamanan, kapan tanggal lahirnya? Contoh: 17-8-1960. Bila keliru, ketik BUKAN SAYA.',
  'invited.guardian':
    'Usianya belum 18 tahun. Apakah Bapak/Ibu orang tua atau walinya (18 tahun ke atas), dan menyetujui?',
  'invited.guardian.yes': 'Ya, saya walinya',

  'household.full':
    'Nomor ini sudah mengurus {count} orang, sebanyak yang bisa dari satu nomor. Ketik LEPAS untuk melepas satu orang lebih dulu, atau PETUGAS untuk dibantu.',
  'people.more': 'Lainnya',
  'people.first': 'Dari awal',
  'letgo.question': 'Lepaskan {name} dari nomor ini? Data dan jadwalnya tetap ada, hanya tidak terlihat lagi di sini.',
  'letgo.yes': 'Ya, lepaskan',
  'letgo.no': 'Tidak jadi',
  'letgo.whom': 'Siapa yang mau dilepas dari nomor ini?',
  'letgo.done': '{name} sudah dilepas dari nomor ini.',
  'letgo.nobody': 'Belum ada orang yang terdaftar lewat percakapan ini.',
  'notme.words': 'Nomor ini bukan milik orang yang terdaftar.',
  'notme.done':
    'Mohon maaf sudah mengganggu. Nomor ini tidak akan kami kirimi pesan lagi, dan petugas akan memperbaiki datanya. Tanda terima: {receipt}.',

  'move.code':
    'Untuk melanjutkan di tempat lain (WhatsApp, Messenger, situs), kirim ini di sana dalam 15 menit: LANJUT {code}. Kode berlaku sekali; jangan berikan kepada orang lain.',
  'move.nothing': 'Belum ada isian yang bisa dipindahkan. Ketik DAFTAR untuk memulai.',
  'move.unknown':
    'Kode itu tidak berlaku atau sudah dipakai. Untuk kode baru, ketik PINDAH HP di percakapan yang pertama.',
  'move.here': 'Isian sudah kami pindahkan ke sini.',
  'move.whose': 'Siapa yang mau dibuka juga di chat lain?',
  'move.person':
    'Untuk membuka data {name} di chat lain (WhatsApp, Messenger, situs), kirim ini di sana dalam 15 menit: LANJUT {code}. Kode berlaku sekali; jangan berikan kepada orang lain.',
  'move.opened':
    'Cocok. {name} sekarang juga ada di sini. Kabar tentangnya kami kirim ke tempat Bapak/Ibu terakhir menulis.',
  'move.cut': 'Putuskan',
  'move.cut.done': 'Sudah diputus. {name} tidak bisa lagi dilihat di chat lain itu.',
  'move.cut.none': 'Tidak ada chat lain yang bisa diputus dari sini. Untuk dibantu, ketik PETUGAS.',

  'correction.field': 'yang perlu diperbaiki',
  'correction.ask': 'Apa yang perlu diperbaiki?',
  'correction.used': 'NIK saya dipakai orang lain',
  'correction.name': 'Nama',
  'correction.birth': 'Tanggal lahir',
  'correction.phone': 'Nomor HP',
  'correction.dose': 'Dosis vaksin',
  'correction.device': 'Tiket di HP lain',
  'correction.moved': 'Pindah tempat tinggal',
  'correction.which': 'Mohon pilih salah satu, misalnya ketik NAMA atau NOMOR HP.',
  'correction.bring.used': 'Petugas perlu melihat KTP asli dan KK. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.name': 'Petugas perlu melihat KTP asli atau KK. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.birth': 'Petugas perlu melihat KTP, KK, atau akta lahir. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.phone':
    'Petugas perlu melihat KTP asli, dan HP dengan nomor yang baru. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.dose':
    'Petugas perlu melihat kartu vaksin dan KTP: tanggal, tempat, dan jenis vaksinnya. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.moved': 'Petugas perlu melihat KTP atau KK. Mohon disiapkan, jangan dikirim di sini.',
  'correction.bring.device':
    'Bila chat yang dulu masih ada, cukup ketik PINDAH HP di sana. Bila tidak: ketik DAFTAR di sini dulu, lalu tunjukkan KTP asli dan tanda terimanya kepada petugas puskesmas.',
  'correction.bring.no_nik':
    'Tidak apa-apa, petugas yang mendaftarkan. Siapkan kartu atau surat apa pun yang ada (KK, akta lahir, paspor, KITAS), jangan dikirim di sini.',
  'nonik.who': 'Siapa nama lengkap orang yang akan divaksin?',
  'nonik.born': 'Tahun berapa lahirnya? Bila tidak tahu, ketik kira-kira umurnya.',
  'nonik.born.field': 'tahun lahir',
  'nonik.born.reason':
    'Mohon ketik tahun lahir atau umurnya. Contoh: 1960, atau 60 tahun. Bila tidak tahu, ketik TIDAK TAHU.',
  'nonik.home': 'Tinggal di mana? Contoh: Desa Sukamaju, Kecamatan Cibadak, Kabupaten Sukabumi.',
  'nonik.home.field': 'tempat tinggal',
  'nonik.home.reason': 'Mohon ketik desa atau kelurahan, kecamatan, dan kabupaten atau kotanya.',
  'nonik.with': 'Siapa yang mendampingi, dan nomor HP mana yang bisa dihubungi? Contoh: anaknya Sari, 0812 3456 7890.',
  'nonik.with.field': 'pendamping',
  'nonik.with.reason': 'Mohon ketik nama pendamping atau nomor HP-nya. Bila tidak ada, ketik TIDAK ADA.',
  'correction.words.field': 'ceritanya',
  'correction.words': 'Silakan ceritakan singkat apa yang keliru. NIK tidak perlu ditulis.',
  'correction.length': 'Mohon ceritakan dalam 5 sampai 280 huruf.',
  'correction.done':
    'Terima kasih. Permintaan sudah kami terima dengan tanda terima {receipt}. Jawabannya kami kabari di sini. Untuk melihatnya, ketik CEK KOREKSI.',
  'correction.none': 'Belum ada permintaan perbaikan dari percakapan ini. Untuk membuatnya, ketik KOREKSI.',
  'correction.open': 'Permintaan {receipt} sedang diperiksa petugas.',
  'correction.answered': 'Jawaban petugas untuk {receipt}: {answer}',
  'correction.later': 'Itu bisa dilakukan setelah isian ini selesai. Untuk menghapus isian, ketik BATAL.',
} as const;
