/** Loaded before the product in a test: its clock stands `SHIFT_MS` ahead, so that a day passes without waiting for it. */
const shift = Number(process.env['SHIFT_MS'] ?? 0);
const real = Date.now.bind(Date);
Date.now = () => real() + shift;
