import type { KnownToken } from './types.ts'

/**
 * List the tokens whose name or symbol fits a text, the best first: the symbol itself, then names and symbols that
 * start with the text, then names with a word that does, then names that contain it. Equal ones stay in order.
 */
export function listTokenMatches<Token extends Pick<KnownToken, 'name' | 'symbol'>>({
  text,
  tokens,
  most,
}: {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly most: number
}): Token[] {
  const wanted = toPlainText(text)
  if (wanted === '') return []
  return tokens
    .map((token) => ({ token, rank: rankOf(token, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ token }) => token)
}

const NO_MATCH = 4

function rankOf(token: Pick<KnownToken, 'name' | 'symbol'>, wanted: string): number {
  const [name, symbol] = [toPlainText(token.name), toPlainText(token.symbol)]
  if (symbol === wanted || name === wanted) return 0
  if (symbol.startsWith(wanted) || name.startsWith(wanted)) return 1
  if (name.includes(` ${wanted}`)) return 2
  return name.includes(wanted) ? 3 : NO_MATCH
}

/** Small letters without accents, and one space between words. */
function toPlainText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
