import { loadChain } from '../chain/loadChain.ts'
import type { ChainSlug } from '../chain/types.ts'
import { formatUnits } from './amounts.ts'
import type { CallPresetName } from './calls/presets.ts'
import { formatTokenIds } from './kinds/fields.ts'
import type { TokenLabel } from './reads.ts'
import type { TokenRange } from './tokenRange.ts'

/** A condition as people see it: amounts in human units; a text that does not apply is empty. */
export type KindCard<Kind extends string> = {
  kind: Kind
  chain: string
  chain_name: string
  chain_id: number
  contract: string
  name: string
  symbol: string
  minimum: string
  maximum?: string
  /** Token ids that count, single or in ranges: "7", "100-199". */
  token_ids?: string[]
  /** Whether `minimum` applies to each id, not to the sum. */
  per_id?: true
  /** Traits that count, each with its values: "Fur: Gold, Silver". */
  traits?: string[]
  /** The question that a merchant chose by name; absent for one of the merchant's own. */
  preset?: CallPresetName
}

/** Describe a condition about tokens on a chain. */
export function describeToken<Kind extends string>({
  kind,
  chain: slug,
  contract,
  label,
  minimum,
  maximum,
  decimals = 0,
  tokenIds,
}: {
  readonly kind: Kind
  readonly chain: ChainSlug
  readonly contract: string
  readonly label: TokenLabel
  readonly minimum: bigint
  readonly maximum: bigint | null
  readonly decimals?: number
  readonly tokenIds?: readonly TokenRange[]
}): KindCard<Kind> {
  const chain = loadChain(slug)
  return {
    kind,
    chain: chain.slug,
    chain_name: chain.name,
    chain_id: chain.id,
    contract,
    name: label.name,
    symbol: label.symbol,
    minimum: formatUnits({ amount: minimum, decimals }),
    ...(maximum === null ? {} : { maximum: formatUnits({ amount: maximum, decimals }) }),
    ...(tokenIds && tokenIds.length > 0 ? { token_ids: formatTokenIds(tokenIds) } : {}),
  }
}
