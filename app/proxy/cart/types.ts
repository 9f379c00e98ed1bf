import type { CartLink } from '../../core/cartLink/types.ts'
import type { CartWords } from './words.ts'

/** The data for the page's script. It contains no code, and its words are shown as text. */
export type CartPageFacts = CartLink & {
  readonly words: Pick<CartWords, 'adding' | 'missed' | 'failed' | 'goOn'>
}
