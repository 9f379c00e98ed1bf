import type { TokenDescription } from '../../core/chain/describe.ts'
import { findChain } from '../../core/chain/findChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { formatUnits } from '../../core/requirement/amounts.ts'
import type { KnownToken } from '../../core/token/types.ts'
import { formatAmount } from '../formatAmount.ts'
import { KIND_TEXTS } from '../kinds.ts'
import { formatInitials } from './formatInitials.ts'
import type { FoundTokensView, FoundTokenView } from './views.ts'

export type FormatFoundTokensParameters = {
  readonly tokens: readonly {
    readonly token: KnownToken
    readonly isUsed: boolean
    readonly description: TokenDescription | null
    readonly held: bigint | null
  }[]
  readonly wallet: string | null
  readonly unread: readonly ChainSlug[]
}

/** Format the tokens that were found, as their chains describe them. */
export function formatFoundTokens({ tokens, wallet, unread }: FormatFoundTokensParameters): FoundTokensView {
  return {
    tokens: tokens.map(formatFoundToken),
    wallet: wallet && `${wallet.slice(0, 6)}…${wallet.slice(-4)}`,
    unread: unread.map((chain) => findChain(chain)?.name ?? chain),
  }
}

function formatFoundToken({
  token,
  isUsed,
  description,
  held,
}: FormatFoundTokensParameters['tokens'][number]): FoundTokenView {
  const { name, symbol } = description ?? token
  const title = name || symbol || token.name || token.symbol
  const decimals = description && 'decimals' in description ? description.decimals : 0
  const show = (amount: bigint) => formatAmount(formatUnits({ amount, decimals }))
  const chain = findChain(token.chain)?.name ?? token.chain
  return {
    chain: token.chain,
    contract: token.contract,
    title: symbol && symbol !== title ? `${title} (${symbol})` : title,
    initials: formatInitials(title),
    facts: [
      KIND_TEXTS[description?.kind ?? token.kind].name,
      chain,
      ...(description && 'decimals' in description ? [`${decimals} decimals`] : []),
      ...(description?.supply === undefined ? [] : [`supply ${show(BigInt(description.supply))}`]),
      ...(description === null ? ['the chain did not answer'] : []),
    ],
    held: held === null || (description === null && token.kind !== 'erc721') ? null : show(held),
    isUsed,
  }
}
