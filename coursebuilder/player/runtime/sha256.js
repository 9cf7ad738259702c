// SHA-256 (FIPS 180-4): browsers have it on https alone, and learning platforms are not all there.

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
// The first 32 bits of the fractional parts of their roots.
const fraction = (root) => Math.floor((root % 1) * 4294967296) | 0;
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

const turned = (word, by) => (word >>> by) | (word << (32 - by));
const mixed = (word, a, b, c) => turned(word, a) ^ turned(word, b) ^ c;

// The digest of a list of bytes as 64 hexadecimal digits.
export function sha256(bytes) {
  const sum = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const length = bytes.length;
  const padded = Array.from(bytes).concat(128);
  while (padded.length % 64 !== 56) padded.push(0);
  const bits = [Math.floor(length / 536870912), length << 3];
  bits.forEach((half) => [24, 16, 8, 0].forEach((shift) => padded.push((half >>> shift) & 255)));
  for (let at = 0; at < padded.length; at += 64) addBlock(sum, padded.slice(at, at + 64));
  return sum.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

function addBlock(sum, block) {
  const words = [];
  for (let n = 0; n < 64; n += 1) {
    const [far, near] = [words[n - 15], words[n - 2]];
    words[n] =
      n < 16
        ? (block[4 * n] << 24) | (block[4 * n + 1] << 16) | (block[4 * n + 2] << 8) | block[4 * n + 3]
        : (mixed(far, 7, 18, far >>> 3) + mixed(near, 17, 19, near >>> 10) + words[n - 16] + words[n - 7]) | 0;
  }
  let [a, b, c, d, e, f, g, h] = sum;
  words.forEach((word, n) => {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = (h + mixed(e, 6, 11, turned(e, 25)) + choice + ROUNDS[n] + word) | 0;
    const second = (mixed(a, 2, 13, turned(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  });
  [a, b, c, d, e, f, g, h].forEach((word, n) => (sum[n] = (sum[n] + word) | 0));
}
