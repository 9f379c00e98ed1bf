/*
 * How the site's search weighs what it finds. A browser runs this file: VitePress would pass functions of its settings on
 * as text, and the server's policy lets no text become code.
 */

/** Words of questions that say nothing about their subject. */
const SMALL_WORDS = new Set(
  'a an and are as at be by can do does for from has have how i in is it its my not of on or our so that the their them there they this to was we what when where which who why will with your'.split(
    ' ',
  ),
)

/** By the beginning of an address. What is for people who work on the code comes after what is for its users. */
const WEIGHTS: readonly (readonly [start: string, weight: number])[] = [
  ['/docs/decisions/', 0.1],
  ['/docs/inside/changelog', 0.1],
  ['/docs/inside/benchmarks', 0.1],
  ['/docs/inside/security', 0.7],
  ['/docs/inside/', 0.3],
  ['/docs/open-questions', 0.3],
  ['/docs/built-for-shopify', 0.3],
  ['/docs/spec/', 0.6],
  ['/docs/merchants/', 1.5],
  ['/docs/themes/', 1.3],
]

type Found = { readonly titles?: readonly string[] }

/** Settings of MiniSearch. @see https://lucaong.github.io/minisearch/types/MiniSearch.SearchOptions.html */
export const searchOptions = {
  processTerm: (term: string): string | null => {
    const word = term.toLowerCase()
    return SMALL_WORDS.has(word) ? null : word
  },
  // A word of one or two letters would find whatever begins with them.
  prefix: (term: string): boolean => term.length > 2,
  fuzzy: (term: string): number | false => (term.length > 4 ? 0.2 : false),
  boost: { title: 4, text: 1, titles: 2 },
  /** `titles` are the headings above a section: the beginning of a page has none. */
  boostDocument: (id: string, _term: string, { titles = [] }: Found = {}): number =>
    (WEIGHTS.find(([start]) => id.startsWith(start))?.[1] ?? 1) * (titles.length === 0 ? 1.4 : 1),
}
