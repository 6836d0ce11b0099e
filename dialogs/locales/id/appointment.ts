/** Place, session and ticket. */
export const appointment = {
  'site.field': 'tempat',
  'site.ask.region': 'Mau divaksin di mana? Ini tempat yang masih ada di {region}. Bisa juga ketik nama kota lain.',
  'site.ask.near': 'Mau divaksin di mana? Ini tempat terdekat yang masih ada. Bisa juga ketik nama kota lain.',
  'site.ask.far': 'Di daerah itu belum ada tempat kosong. Ini yang masih ada di daerah lain. Mau di mana?',
  'site.choice': '{site} ({places})',
  'site.elsewhere': 'Kota lain',
  'site.type': 'Di kota atau kabupaten mana? Contoh: Bandung.',
  'site.reason': 'Kami belum menemukan tempat itu. Mohon ketik nama kota atau kabupaten. Contoh: Bandung.',
  'site.none':
    'Mohon maaf, saat ini semua tempat penuh. Pendaftaran tetap tersimpan; ketik TIKET besok untuk memilih jadwal.',

  'session.field': 'waktu',
  'session.ask': 'Kapan mau datang? Silakan pilih waktunya.',
  'session.choice': '{time} ({places})',
  'session.elsewhere': 'Tempat lain',
  'session.reason': 'Mohon pilih salah satu waktu, misalnya ketik 1 untuk yang pertama.',
  'session.full': 'Mohon maaf, waktu itu baru saja penuh. Silakan pilih yang lain.',
  'session.gone': 'Mohon maaf, waktu itu sudah tidak tersedia. Silakan pilih yang lain.',
  'session.none': 'Mohon maaf, tempat itu sudah penuh. Silakan pilih tempat lain.',
  'places.one': '{n} tempat',
  'places.other': '{n} tempat',

  'ticket.code': 'Jadwal sudah tercatat. Kode tiket: {code}. Mohon disimpan.',
  'ticket.held': 'Jadwalnya sudah ada. Kode tiket: {code}.',
  'ticket.where': '{site}\n{address}\n{region}\n{time}',
  'ticket.bring': 'Mohon dibawa: {things}. Makan dulu sebelum datang, dan pakai baju yang mudah digulung lengannya.',
  'ticket.picture': 'Tunjukkan gambar ini kepada petugas. Untuk kalender HP: {calendar}',
  'ticket.none': 'Belum ada tiket dari percakapan ini.',
  'ticket.waiting':
    'Belum ada jadwal. Data yang Bapak/Ibu daftarkan masih kami cocokkan, hasilnya kami kabari di sini.',
  'ticket.whose': 'Tiket siapa yang mau dilihat?',
  'ticket.choose': 'Pendaftaran sudah diterima, jadwalnya belum dipilih. Mari kita pilih.',
} as const;
