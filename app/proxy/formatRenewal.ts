import type { TokenChoice } from '../core/redemption/tokenChoice.ts'
import { formatAnswer } from './format.ts'
import { formatTokens } from './tokens/formatTokens.ts'

/** Format the answer to a renewal, which is that to an unlock with the content and the tokens that the page asked for. */
export function formatRenewal({
  tokens,
  locale,
  ...answer
}: Parameters<typeof formatAnswer>[0] & {
  /** Null if none were asked for. */
  readonly tokens: readonly TokenChoice[] | null
  readonly locale: string | null
}): Record<string, unknown> {
  const formatted = formatAnswer(answer)
  return tokens === null ? formatted : { ...formatted, ...formatTokens({ tokens, locale }) }
}
