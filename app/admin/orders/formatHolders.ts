import { findChain } from '../../core/chain/findChain.ts'
import { splitTokenKey } from '../../core/redemption/splitTokenKey.ts'
import type { OrderHolders } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import { formatShortText, readTokenNames, type TokenNames } from '../redemptions/formatUnits.ts'
import type { HoldersView } from './views.ts'

const REDACTED = 'The customer’s data was erased, so the wallet is not known anymore.'
const NOT_UNLOCKED = 'The order was not unlocked with a wallet.'
const GONE =
  'Palisade deletes the wallets of an unlock after two days. It keeps a wallet or token only where a gate limits uses.'

/** Format the wallets and tokens that opened the gates of an order, or say why there are none. */
export function formatHolders({
  row,
  holders: { wallets, units, gates, passes: used },
}: {
  row: SettlementRow
  holders: OrderHolders
}): HoldersView {
  const { settlement, isRedacted } = row
  const isToken = (key: string) => key.includes(':')
  // A setting keeps them with the order.
  const kept = settlement.holders
  const tokens = [
    ...units.flatMap(({ kind, key }) => (kind === 'token' ? [key] : [])),
    ...kept.filter(isToken),
  ]
  const all = [...new Set([...wallets, ...kept.filter((key) => !isToken(key))])]
  const names = readTokenNames(gates)
  const named = [...new Set(tokens)].map((key) => formatToken(key, names))
  const passes = used.map(({ id, gate, maker, note }) => ({
    ...{ id, gate, note },
    made: `Made by ${maker ?? 'your staff'}`,
  }))
  if (all.length + named.length + passes.length > 0) {
    return { wallets: all, tokens: named, passes, sentence: null }
  }
  const sentence = isRedacted ? REDACTED : settlement.grants.length === 0 ? NOT_UNLOCKED : GONE
  return { wallets: [], tokens: [], passes: [], sentence }
}

/** Format a token's key: `Night Owls #7 on Ethereum`, or with the shortened address if no gate names it. */
function formatToken(key: string, names: TokenNames): string {
  const { chain: slug, contract, id } = splitTokenKey(key)
  const chain = findChain(slug)?.name ?? slug
  if (id === undefined) return `NFT ${formatShortText(contract)} on ${chain}`
  const number = id.length > 12 ? formatShortText(id) : id
  return `${names.get(`${slug}:${contract}`) ?? formatShortText(contract)} #${number} on ${chain}`
}
