/** How long to wait before the next try, in milliseconds: doubling, with a random part so that clients do not march. */
export function backoff(tries: number, longest = 30_000, random: () => number = Math.random): number {
  const full = Math.min(longest, 500 * 2 ** Math.min(tries, 10));
  return full / 2 + (full / 2) * random();
}
