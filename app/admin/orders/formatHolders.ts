import { findChain } from '../../core/chain/findChain.ts'
import { listSingleTokenConditions } from '../../core/gate/singleTokens.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { OrderHolders } from '../../core/settlement/orderSummary.ts'
import type { SettlementRow } from '../../core/settlement/types.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { readCondition } from '../needs.ts'
import type { HoldersView } from './views.ts'

const REDACTED = 'The customer’s data was erased, so the wallet is not known anymore.'
const NOT_UNLOCKED = 'The order was not unlocked with a wallet.'
const GONE =
  'Palisade deletes the wallets of an unlock after two days. It keeps a wallet or token only where a gate limits uses.'

/** Format the wallets and tokens that opened the gates of an order, or say why there are none. */
export function formatHolders({
  row,
  holders: { wallets, units, gates },
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
  const named = [...new Set(tokens)].map((key) => formatToken(key, gates))
  if (all.length + named.length > 0) return { wallets: all, tokens: named, sentence: null }
  const sentence = isRedacted ? REDACTED : settlement.grants.length === 0 ? NOT_UNLOCKED : GONE
  return { wallets: [], tokens: [], sentence }
}

/** Format a token's key: `Night Owls #7 on Ethereum`, or with the shortened address if no gate names it. */
function formatToken(key: string, gates: readonly Gate[]): string {
  const [slug = '', contract = '', id] = key.split(':')
  const chain = findChain(slug)?.name ?? slug
  if (id === undefined) return `NFT ${formatShort(contract)} on ${chain}`
  const number = id.length > 12 ? formatShort(id) : id
  return `${findName(gates, { slug, contract }) ?? formatShort(contract)} #${number} on ${chain}`
}

function findName(
  gates: readonly Gate[],
  { slug, contract }: { slug: string; contract: string },
): string | null {
  for (const { requirement } of gates) {
    for (const condition of listSingleTokenConditions(requirement)) {
      const isIt = 'contract' in condition && condition.chain === slug && condition.contract === contract
      if (isIt) return formatTokenName(readCondition(condition))
    }
  }
  return null
}

function formatShort(text: string): string {
  return text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text
}
