export type Dice = ReturnType<typeof makeDice>

/** Pseudo-random choices, the same for each seed. */
export function makeDice(state: number) {
  let a = state
  const next = () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (most: number) => Math.floor(next() * most)
  return {
    below,
    chance: (share: number) => next() < share,
    /** Of a list that is not empty. */
    pick: <T>(of: readonly T[]): T => of[below(of.length)] as T,
    some: <T>(of: readonly T[]): T[] => of.filter(() => next() < 0.5),
  }
}
