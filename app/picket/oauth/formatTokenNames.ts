import type { ContractDescription } from '../../core/chain/describe.ts'
import { conditionFacts } from '../../core/requirement/kinds/facts.ts'
import { formatTokenKey } from './page/describeNeeds.ts'
import type { TokenNames } from './page/types.ts'

export type NamedToken = {
  readonly chain: string
  readonly id: string
  readonly description: ContractDescription
}

/** Format the names of tokens for the page: a currency by its symbol, a collection by its name. */
export function formatTokenNames(tokens: readonly NamedToken[]): TokenNames {
  return Object.fromEntries(
    tokens.flatMap((token) => {
      const { chain, id, description } = token
      const name = chooseName(description)
      const tokenId = id.split(':')[1]
      return name
        ? [[formatTokenKey({ chain, id }), tokenId ? `${name} #${tokenId.slice(0, 12)}` : name]]
        : []
    }),
  )
}

function chooseName(description: ContractDescription): string | null {
  if (description.kind === 'unknown') return null
  const { kind, name, symbol } = description
  return (conditionFacts[kind].isCoin ? symbol || name : name || symbol) || null
}
