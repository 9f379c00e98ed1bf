import type { TokenChoice } from '../../core/redemption/tokenChoice.ts'
import { chooseTexts } from '../../core/text/languages.ts'
import { TOKEN_WORDS } from './words.ts'

/**
 * Format the tokens that a visit may use at a gate: each with its `key`, by which it is chosen, a name, a `picture` as a
 * `data:` URL where the chain has one, its `state`, and the state as a `text`. `note` says that there are none.
 */
export function formatTokens({
  tokens,
  locale,
}: {
  tokens: readonly TokenChoice[]
  locale: string | null
}): Record<string, unknown> {
  const { words } = chooseTexts(TOKEN_WORDS, locale === null ? [] : [locale])
  return {
    tokens: tokens.map(({ key, name, id, picture, state }) => ({
      ...{ key, name: composeTokenName({ name, id }), state, text: words[state] },
      ...(picture !== null && { picture }),
    })),
    ...(tokens.length === 0 && { note: words.none }),
  }
}

/** A name that has the number of its token in it, as most do, or else the name with the number. */
export function composeTokenName({ name, id }: Pick<TokenChoice, 'name' | 'id'>): string {
  const short = id.length > 12 ? `${id.slice(0, 6)}…${id.slice(-4)}` : id
  const number = /^\d/.test(id) && id.length < 12 ? `#${short}` : short
  return hasNumber(name, id) ? name : `${name} ${number}`.trim()
}

/** Whether a name contains an id as a whole: 7 is not the number of "Owl #17", nor 1 that of "Season 1.5". */
function hasNumber(name: string, id: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}.,])${id}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'u').test(name)
}
