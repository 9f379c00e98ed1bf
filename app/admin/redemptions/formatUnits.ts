import { findChain } from '../../core/chain/findChain.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'

/** Format what a use takes: `0x1234…abcd`, `#4021 of 0x1234…abcd on Ethereum`, `Place 7`. */
export function formatUnit({ kind, key, slot }: ReservationUnit): string {
  if (kind === 'total') return `Place ${slot}`
  const what = formatKey(key)
  return slot === 1 ? what : `${what}, use ${slot}`
}

/** Format the key of a wallet or a token. */
function formatKey(key: string): string {
  const [chain = '', contract = '', id] = key.split(':')
  const name = findChain(chain)?.name
  if (name === undefined || contract === '') return formatShortText(key)
  if (id === undefined) return `${formatShortText(contract)} on ${name}`
  return `#${id.length > 12 ? formatShortText(id) : id} of ${formatShortText(contract)} on ${name}`
}

function formatShortText(text: string): string {
  return text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text
}
