// Chance that is the same in every run.
export function chance(seed) {
  let state = seed >>> 0;
  const real = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(real() * limit);
  const pick = (list) => list[below(list.length)];
  const some = (list, share = 0.5) => list.filter(() => real() < share);
  const text = (alphabet, most) =>
    Array.from({ length: below(most + 1) }, () => pick(alphabet)).join("");
  return { real, below, pick, some, text };
}
