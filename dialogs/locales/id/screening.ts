/** The questions about health, and what the rules come to. Never a diagnosis, and never a refusal for good. */
export const screening = {
  'screening.field': 'pertanyaan kesehatan',
  'screening.ask':
    'Untuk yang akan divaksin: adakah yang sesuai dari daftar di atas? Ketik nomornya, misalnya: 1, 3. Bila tidak ada, ketik TIDAK ADA. Jawabannya kami jaga.',
  'screening.none': 'Tidak ada',
  'screening.reason':
    'Kami belum memahaminya. Mohon ketik nomor dari daftar, misalnya: 1, 3. Bila tidak ada yang sesuai, ketik TIDAK ADA.',
  'screening.perhaps': 'Apakah maksudnya nomor {likely}? Mohon ketik nomornya, atau TIDAK ADA.',
  'screening.noted': 'Kami catat: {items}.',
  'screening.unknown': 'Tidak tahu',
  'screening.yesno': 'Mohon jawab YA atau TIDAK. Bila tidak tahu, ketik TIDAK TAHU.',
  'screening.number': 'Mohon ketik angkanya saja. Contoh: 20. Bila tidak tahu, ketik TIDAK TAHU.',
  'screening.date': 'Mohon ketik tanggalnya. Contoh: 5 Oktober, atau 3 minggu lalu. Bila tidak tahu, ketik TIDAK TAHU.',
  'screening.choice': 'Mohon pilih salah satu. Bila tidak tahu, ketik TIDAK TAHU.',
  'screening.ready': 'Semua pertanyaan kesehatan sudah terjawab. Kita lanjutkan?',
  'screening.clear':
    'Terima kasih. Dari jawaban tadi tidak ada yang perlu ditunda; petugas memeriksa lagi di tempat vaksinasi.',
  'screening.later':
    'Waktu vaksinasinya bisa dipilih mulai {date}. Sudah kami catat, dan pada hari itu kami kabari di sini.',
  'screening.slip': 'Bila ada jawaban yang keliru, ketik TIKET untuk menjawab ulang.',
  'screening.waits': 'Waktu vaksinasinya bisa dipilih mulai {date}. Pada hari itu kami kabari di sini.',
  'screening.unsure': 'Ada yang perlu dipastikan dulu bersama petugas. Ini bukan penolakan.',
  'screening.desk':
    'Kami teruskan ke petugas dengan tanda terima {receipt}; jawabannya kami kabari di sini. Ini bukan penolakan.',
  'screening.way':
    'Sambil menunggu, Bapak/Ibu bisa ke puskesmas atau dokter terdekat. Bila keadaannya sudah berubah atau ada jawaban yang keliru, ketik TIKET.',
  'screening.with_desk': 'Permintaan {receipt} sedang diperiksa petugas. Jawabannya kami kabari di sini.',
  'screening.again': 'Jawab ulang',
  'news.due': 'Kabar baik. Mulai hari ini Bapak/Ibu dapat memilih tempat dan waktu vaksinasi untuk {name}.',
} as const;
