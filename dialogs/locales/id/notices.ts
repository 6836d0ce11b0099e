/** What is said outside a turn of the citizen's, and what its buttons lead to. */
export const notices = {
  'notice.waiting': 'Ada kabar tentang pendaftaran vaksinasi Bapak/Ibu.',
  'notice.read': 'Baca kabar',
  'notice.none': 'Kabar itu sudah kami sampaikan di atas. Belum ada yang baru.',
  'notice.session': 'Mohon maaf, jadwal vaksinasi {name} berubah menjadi {time} di {site}.',
  'notice.ticket': 'Lihat tiket',
  'reference.void':
    'Tombol atau tautan itu tidak berlaku di percakapan ini. Bisa jadi sudah terlalu lama, atau bukan untuk nomor ini. Silakan pilih dari menu.',
  'premise.unknown':
    'Data {name} sekarang tidak cocok lagi dengan catatan registri. Petugas di tempat vaksinasi akan memeriksanya.',
  'premise.not_yet': 'Menurut catatan registri terbaru, giliran vaksinasi {name} belum tiba.',
  'premise.complete':
    'Menurut catatan registri terbaru, dosis yang dijadwalkan untuk {name} sudah tercatat atau tidak diperlukan.',
  'premise.dose': 'Menurut catatan registri terbaru, dosis berikutnya untuk {name} bukan dosis yang dijadwalkan.',
  'premise.question':
    'Jadwal {time} di {site} masih kami simpan dan tidak kami batalkan sendiri. Apa pilihan Bapak/Ibu?',
  'premise.come': 'Tetap datang',
  'premise.drop': 'Batalkan',
  'premise.coming': 'Baik, jadwalnya tetap. Mohon bawa KTP atau KK; petugas di tempat akan memeriksa datanya.',
} as const;
