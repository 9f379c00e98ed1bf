export type Words = readonly (string | bigint)[]
export type WordIndex = {
  /** Index of these words; a new one at the end if they have none. */
  readonly add: (words: Words) => number
  /** Index of these words, or undefined. */
  readonly indexOf: (words: Words) => number | undefined
}
type Branch = { index: number | undefined; next: Map<string | bigint, Branch> | null }

/**
 * Create an index of lists of words; equal lists have the same number.
 *
 * It is a tree, one level per word. A key of all words would be joined and hashed anew for every look-up, which is most
 * of the cost of a check of hundreds of conditions.
 */
export function createIndex(): WordIndex {
  const root: Branch = { index: undefined, next: null }
  let size = 0
  return {
    add: (words) => {
      let branch = root
      for (const word of words) {
        branch.next ??= new Map()
        let next = branch.next.get(word)
        if (!next) {
          next = { index: undefined, next: null }
          branch.next.set(word, next)
        }
        branch = next
      }
      branch.index ??= size++
      return branch.index
    },
    indexOf: (words) => {
      let branch: Branch | undefined = root
      for (const word of words) {
        branch = branch.next?.get(word)
        if (!branch) return undefined
      }
      return branch.index
    },
  }
}
