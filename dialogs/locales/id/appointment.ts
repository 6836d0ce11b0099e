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
  'ticket.changed': 'Jadwal sudah diganti. Kode tiket: {code}. Tiket dengan jadwal lama tidak berlaku lagi.',
  'ticket.where': '{site}\n{address}\n{region}\n{time}',
  'ticket.bring': 'Mohon dibawa: {things}. Makan dulu sebelum datang, dan pakai baju yang mudah digulung lengannya.',
  'ticket.picture': 'Tunjukkan gambar ini kepada petugas. Untuk kalender HP: {calendar}',
  'ticket.none': 'Belum ada tiket dari percakapan ini.',
  'ticket.waiting':
    'Belum ada jadwal. Data yang Bapak/Ibu daftarkan masih kami cocokkan, hasilnya kami kabari di sini.',
  'ticket.whose': 'Tiket siapa yang mau dilihat?',
  'ticket.choose': 'Pendaftaran sudah diterima, jadwalnya belum dipilih. Mari kita pilih.',
  'ticket.used':
    'Kedatangan untuk tiket ini sudah dicatat petugas, jadi tidak bisa diubah lagi. Terima kasih sudah datang.',
  'ticket.off': 'Mohon maaf, jadwal di {site} dibatalkan oleh penyelenggara. Mari kita pilih jadwal baru.',
  'ticket.change': 'Ganti jadwal',
  'ticket.drop': 'Batalkan jadwal',

  'change.field': 'ganti jadwal',
  'change.begin': 'Baik, kita cari jadwal lain. Jadwal yang sekarang tetap berlaku sampai yang baru pasti.',
  'change.from': 'Jadwal sekarang:\n{site}\n{time}',
  'change.ask': 'Diganti menjadi:\n{site}\n{time}\n\nApakah sudah sesuai? Tempat ini kami simpan 10 menit.',
  'change.late': 'Mohon maaf, tempat yang baru sudah diambil orang lain. Mau pilih waktu lain?',
  'change.yes': 'Ya, ganti',
  'change.no': 'Tidak jadi',
  'change.other': 'Waktu lain',
  'change.reason': 'Mohon jawab YA untuk mengganti jadwal, atau TIDAK.',
  'change.stay': 'Baik, jadwal yang lama tetap berlaku.',

  'drop.question': 'Yakin ingin membatalkan jadwal di {site}, {time}? Tempatnya akan diberikan kepada orang lain.',
  'drop.yes': 'Ya, batalkan',
  'drop.no': 'Tidak, tetap datang',
  'drop.done':
    'Jadwal sudah dibatalkan. Pendaftaran tetap tersimpan; ketik TIKET kapan saja untuk memilih jadwal baru.',
  'drop.kept': 'Baik, jadwalnya tetap berlaku. Kami tunggu kedatangannya.',
} as const;
