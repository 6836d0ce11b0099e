/** Privacy notice and the registration form. Change a `notice.*` text only together with its version in `consent.ts`. */
export const registration = {
  'notice.who':
    'Sebelum mulai: Kementerian Kesehatan memakai NIK, nama, tanggal lahir, dan nomor HP Bapak/Ibu hanya untuk pendaftaran vaksinasi.',
  'notice.how':
    'Data disimpan dengan sandi di Indonesia, dicocokkan dengan data sasaran vaksinasi, dan dihapus satu tahun setelah program selesai. Bapak/Ibu berhak melihat, memperbaiki, atau menghapusnya lewat petugas.',
  'notice.question': 'Apakah Bapak/Ibu setuju? Bila tidak, pendaftaran bisa dilakukan langsung di puskesmas.',
  'notice.field': 'pernyataan setuju',
  'notice.agree': 'Setuju',
  'notice.decline': 'Tidak setuju',
  'notice.unclear': 'Mohon jawab SETUJU atau TIDAK.',
  'notice.declined':
    'Baik, tidak ada data yang kami simpan. Bapak/Ibu tetap bisa mendaftar langsung di puskesmas terdekat.',

  'nik.field': 'NIK',
  'nik.ask':
    'Berapa NIK orang yang akan divaksin? Ada 16 angka, tertulis di KTP atau KK. Bila tidak punya, ketik TIDAK PUNYA NIK.',
  'nik.length': 'NIK ada 16 angka, yang kami terima {count}. Mohon ketik lengkap. Contoh: 3273 0515 0385 0001.',
  'nik.none': 'Kami belum menemukan angka NIK di pesan itu. Mohon ketik 16 angkanya saja. Contoh: 3273 0515 0385 0001.',
  'nik.date':
    'Angka ke-7 sampai ke-12 seharusnya tanggal lahir, tapi belum pas. Mohon dicocokkan lagi dengan KTP. Contoh: 3273 0515 0385 0001.',
  'nik.wrong':
    'Ada angka NIK yang sepertinya belum pas. Mohon dicocokkan lagi dengan KTP. Contoh: 3273 0515 0385 0001.',
  'nik.several':
    'Sepertinya ada lebih dari satu NIK. Mohon kirim satu saja, orang lain bisa didaftarkan sesudahnya. Contoh: 3273 0515 0385 0001.',
  'nik.phone': 'Itu sepertinya nomor HP. Mohon ketik NIK dulu, 16 angka di KTP atau KK. Contoh: 3273 0515 0385 0001.',
  'nik.kk':
    'Sepertinya itu nomor KK. NIK tertulis di KTP, atau di dalam KK pada baris nama. Apakah angka tadi memang NIK?',
  'nik.kk.again':
    'Sepertinya itu nomor KK. NIK tertulis di KTP, atau di dalam KK pada baris nama. Contoh: 3273 0515 0385 0001.',
  'nik.check':
    'NIK yang Bapak/Ibu ketik: {nik}. Mohon dicocokkan sekali lagi dengan KTP, angka demi angka. Bila ada yang keliru atau tertukar, pilih PERBAIKI NIK.',
  'nik.again': 'Perbaiki NIK',
  'nik.soft': 'NIK tadi {nik}. Kode daerahnya belum kami kenal, itu bisa saja benar. Apakah sudah sesuai KTP?',

  'name.field': 'nama',
  'name.ask': 'Siapa nama lengkapnya, sesuai KTP?',
  'name.reason': 'Kami belum bisa membaca namanya. Mohon ketik nama dengan huruf. Contoh: Siti Aminah.',
  'name.long': 'Namanya terlalu panjang untuk kami. Mohon ketik nama sesuai KTP saja. Contoh: Siti Aminah.',
  'name.doubt':
    'Kami membacanya sebagai nama: "{name}". Apakah itu nama lengkapnya? Bila bukan, mohon ketik namanya saja. Untuk bertanya ketik BANTUAN atau PETUGAS, untuk berhenti ketik BATAL.',

  'birth.field': 'tanggal lahir',
  'birth.ask': 'Kapan tanggal lahirnya? Contoh: 17-8-1960 atau 17 Agustus 1960.',
  'birth.not_a_date': 'Kami belum bisa membaca tanggalnya. Mohon ketik tanggal, bulan, dan tahun. Contoh: 17-8-1960.',
  'birth.incomplete': 'Tanggalnya belum lengkap. Mohon ketik tanggal, bulan, dan tahun. Contoh: 17-8-1960.',
  'birth.no_such_day': 'Tanggal itu tidak ada di kalender. Mohon diperiksa lagi. Contoh: 17-8-1960.',
  'birth.future': 'Tanggal itu belum lewat. Mohon ketik tanggal lahirnya. Contoh: 17-8-1960.',
  'birth.too_old': 'Tahun lahirnya sepertinya terlalu lama. Mohon diperiksa lagi. Contoh: 17-8-1960.',
  'birth.century': 'Jadi lahirnya {date}, ya? Bila bukan, mohon ketik tahunnya lengkap, misalnya 1945.',
  'birth.year': 'Bila hanya tahu tahunnya: di NIK tertulis {date}. Apakah kita pakai tanggal itu?',
  'birth.differs': 'Tanggal {date} agak berbeda dengan angka di NIK. Itu bisa saja benar. Apakah sudah sesuai KTP?',

  'phone.field': 'nomor HP',
  'phone.ask': 'Berapa nomor HP yang bisa dihubungi? Contoh: 0812 3456 7890.',
  'phone.same': '{phone} (nomor tadi)',
  'phone.none': 'Tidak ada HP',
  'phone.reason':
    'Nomor HP itu sepertinya belum lengkap atau salah ketik. Contoh: 0812 3456 7890. Bila tidak ada, ketik TIDAK ADA.',
  'phone.landline':
    'Itu sepertinya nomor telepon rumah. Mohon ketik nomor HP. Contoh: 0812 3456 7890. Bila tidak ada, ketik TIDAK ADA.',
  'phone.empty': 'tidak ada',
  'phone.registered': 'nomor yang terdaftar',

  'code.sent':
    'Bila NIK dan tanggal lahir tadi cocok, kode 6 angka kami kirim ke nomor HP yang terdaftar. Kode berlaku 5 menit. Jangan berikan kepada siapa pun.',
  'code.ask': 'Mohon ketik kodenya. Bila tidak menerima kode, ketik nomor HP yang bisa dihubungi.',
  'code.again': 'Kirim kode baru',
  'code.right': 'Kodenya cocok, terima kasih.',
  'code.wrong': 'Kode itu belum cocok. Mohon diperiksa lagi, atau ketik nomor HP yang bisa dihubungi.',
  'code.spent':
    'Untuk sementara kode tidak bisa dipakai lagi. Silakan ketik nomor HP yang bisa dihubungi, atau coba lagi satu jam lagi.',

  'unlock.ask': 'Demi keamanan, kapan tanggal lahirnya? Contoh: 17-8-1960.',
  'unlock.wrong': 'Tanggal lahir itu belum cocok. Mohon diperiksa lagi. Contoh: 17-8-1960.',
  'unlock.spent':
    'Sudah beberapa kali belum cocok, jadi kami jaga dulu datanya. Silakan coba satu jam lagi, atau telepon 119 lalu tekan 9.',
  'unlock.later': 'Tiket bisa dilihat setelah isian ini selesai. Untuk menghapus isian, ketik BATAL.',

  'relation.field': 'untuk siapa',
  'relation.ask': 'Pendaftaran ini untuk siapa?',
  'relation.self': 'Saya sendiri',
  'relation.child': 'Anak saya',
  'relation.parent': 'Orang tua saya',
  'relation.other': 'Orang lain',
  'relation.young':
    'Untuk yang belum 18 tahun, orang tua atau walinya yang mendaftarkan. Mohon dibantu, lalu pilih ANAK SAYA atau ORANG LAIN.',
  'relation.reason': 'Mohon pilih salah satu. Contoh: ketik SAYA SENDIRI atau ANAK SAYA.',

  'summary.field': 'ringkasan',
  'summary.data': 'NIK: {nik}\nNama: {name}\nTanggal lahir: {date}\nHP: {phone}',
  'summary.for': 'Untuk: {relation}',
  'summary.whom':
    'Mohon diperiksa. Bila data di atas sudah benar, pendaftaran ini untuk siapa? Untuk orang lain, beliau perlu mengizinkan; untuk anak, Bapak/Ibu orang tua atau walinya (18 tahun ke atas).',
  'summary.ask': 'Mohon diperiksa. Apakah data di atas sudah benar?',
  'summary.ask.other':
    'Mohon diperiksa. Apakah data di atas sudah benar, dan beliau mengizinkan Bapak/Ibu mendaftarkan?',
  'summary.ask.child':
    'Mohon diperiksa. Apakah data di atas sudah benar, dan Bapak/Ibu orang tua atau walinya (18 tahun ke atas)?',
  'summary.yes': 'Sudah benar',
  'summary.change': 'Ubah {field}',
  'summary.which': 'Bagian mana yang perlu diubah? Contoh: ketik UBAH NAMA.',

  'verdict.registered': 'Terima kasih. Data sudah cocok dan pendaftaran diterima.',
  'verdict.taken': 'Terima kasih. Data sudah cocok dan kami simpan.',
  'verdict.not_yet':
    'Terima kasih. Data sudah kami terima, tetapi giliran vaksinasinya belum tiba. Akan kami kabari di sini.',
  'verdict.not_yet.from':
    'Terima kasih. Data sudah kami terima. Giliran vaksinasinya mulai {date}. Akan kami kabari di sini.',
  'verdict.pending':
    'Terima kasih. Data Bapak/Ibu sudah tersimpan dengan nomor tanda terima {receipt}. Hasil pencocokannya akan kami kabari di sini, jadi tidak perlu mendaftar lagi.',
  'verdict.complete': 'Terima kasih. Data sudah cocok. Untuk saat ini belum ada dosis yang perlu dijadwalkan.',
  'news.guarded.code':
    'Pemberitahuan keamanan: ada yang mengetik kode yang salah untuk data {name}. Jangan berikan kode kepada siapa pun, juga tidak kepada petugas. Bila itu bukan Bapak/Ibu, ketik PETUGAS.',
  'news.guarded':
    'Pemberitahuan keamanan: ada orang lain yang mencoba memakai data {name}. Tidak ada data yang kami buka. Bila itu bukan keluarga Bapak/Ibu, ketik PETUGAS.',
  'news.carried':
    'Pemberitahuan keamanan: data {name} sekarang juga terlihat di chat lain, dengan kode dari sini atau dari keluarga. Bila itu bukan Bapak/Ibu, pilih Putuskan atau ketik PETUGAS.',
  'verdict.way':
    'Demi keamanan, data hanya kami buka untuk nomor HP yang terdaftar: tulislah dari WhatsApp nomor itu. Bila dulu daftar di chat lain, ketik PINDAH HP di sana. Bila itu tidak bisa, ketik KOREKSI, telepon 119 lalu tekan 9, atau datang ke puskesmas.',
  'verdict.wait':
    'Hari ini sudah banyak orang didaftarkan dari sini. Silakan lanjutkan besok, atau minta bantuan puskesmas. Bila perlu petugas, ketik PETUGAS.',
  'differs.name': 'Namanya berbeda dengan data sasaran. Mohon ketik sekali lagi seperti di KTP.',
  'differs.birth': 'Tanggal lahirnya berbeda dengan data sasaran. Mohon ketik sekali lagi seperti di KTP.',
  'verdict.unknown':
    'Terima kasih. Data Bapak/Ibu kami catat dan sedang dicocokkan. Hasilnya akan kami kabari di sini, jadi tidak perlu mendaftar lagi.',

  'news.registered':
    'Kabar baik. Data {name} sudah cocok. Sekarang Bapak/Ibu dapat memilih tempat dan waktu vaksinasi.',
  'news.choose': 'Pilih jadwal',
  'news.not_yet': 'Data {name} sudah cocok, tetapi giliran vaksinasinya belum tiba. Akan kami kabari di sini.',
  'news.not_yet.from': 'Data {name} sudah cocok. Giliran vaksinasinya mulai {date}.',
  'news.complete': 'Data {name} sudah cocok. Untuk saat ini belum ada dosis yang perlu dijadwalkan.',
  'news.unknown':
    'Data {name} belum cocok dengan catatan kami. Mohon periksa NIK, nama, dan tanggal lahir pada KTP atau KK, lalu daftar sekali lagi. Petugas juga dapat membantu.',
  'news.fix': 'Perbaiki data',
  'news.session.changed':
    'Mohon maaf, jadwal vaksinasi {name} berubah. Kode tiketnya tetap; tempat dan waktunya sekarang seperti di bawah ini.',
  'news.session.cancelled':
    'Mohon maaf, jadwal vaksinasi {name} dibatalkan oleh penyelenggara. Silakan pilih jadwal lain.',
} as const;
