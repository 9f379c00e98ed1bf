export type Dice = ReturnType<typeof createDice>

/** Make seeded dice: the same seed gives the same numbers on every machine. */
export function createDice(seed: number) {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    between: (least: number, most: number) => least + below(most - least + 1),
    happens: (probability: number) => next() < probability,
    pick<T>(items: readonly [T, ...T[]]): T {
      return items[below(items.length)] ?? items[0]
    },
    /** A random subset of the items, in their order. */
    some: <T>(items: readonly T[], probability: number) => items.filter(() => next() < probability),
    hex: (length: number) => Array.from({ length }, () => below(16).toString(16)).join(''),
  }
}
