export type Words = readonly (string | bigint)[]
export type Places = {
  /** The place of these words, a new one at the end if they have none. */
  readonly add: (words: Words) => number
  /** Undefined where nobody added them. */
  readonly placeOf: (words: Words) => number | undefined
}
type Branch = { place: number | undefined; next: Map<string | bigint, Branch> | null }

/**
 * Number lists of words, equal ones alike.
 *
 * It goes from word to word: one key of all of them would be put together and hashed anew for every look, which is most
 * of what a check of hundreds of conditions costs.
 */
export function createPlaces(): Places {
  const root: Branch = { place: undefined, next: null }
  let size = 0
  return {
    add: (words) => {
      let branch = root
      for (const word of words) {
        branch.next ??= new Map()
        let next = branch.next.get(word)
        if (!next) {
          next = { place: undefined, next: null }
          branch.next.set(word, next)
        }
        branch = next
      }
      branch.place ??= size++
      return branch.place
    },
    placeOf: (words) => {
      let branch: Branch | undefined = root
      for (const word of words) {
        branch = branch.next?.get(word)
        if (!branch) return undefined
      }
      return branch.place
    },
  }
}
