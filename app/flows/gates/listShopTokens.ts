import type { Shop } from '../../core/gate/shop.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { Condition } from '../../core/requirement/types.ts'
import type { KnownToken } from '../../core/token/types.ts'
import type { Needs } from '../context.ts'

/** List the tokens that a shop's gates name, those of the newest gates first. */
export async function listShopTokens(ctx: Needs<'gates'>, { shop }: { shop: Shop }): Promise<KnownToken[]> {
  const gates = await ctx.gates.list({ shopId: shop.id })
  return gates.reverse().flatMap(({ requirement }) => listConditions(requirement.root).flatMap(toToken))
}

/** Empty for a condition that names no token of one of these kinds. */
function toToken(condition: Condition): KnownToken[] {
  switch (condition.kind) {
    case 'erc20':
    case 'erc721':
    case 'erc1155':
    case 'spl':
    case 'collection':
    case 'flowNft':
    case 'flowToken': {
      const { kind, chain, contract, label } = condition
      return [{ kind, chain, contract, name: label.name, symbol: label.symbol }]
    }
    default:
      return []
  }
}
