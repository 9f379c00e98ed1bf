import { findChain } from '../../core/chain/findChain.ts'
import type { Gate } from '../../core/gate/types.ts'
import { splitTokenKey } from '../../core/redemption/splitTokenKey.ts'
import type { ReservationUnit } from '../../core/redemption/types.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import { formatTokenName } from '../formatTokenName.ts'
import { readCondition } from '../needs.ts'

/** Names of tokens, by `<chain>:<contract>`. */
export type TokenNames = ReadonlyMap<string, string>

/** Read the names of tokens from the conditions of gates. The first gate that names a token decides. */
export function readTokenNames(gates: readonly Pick<Gate, 'requirement'>[]): TokenNames {
  const names = new Map<string, string>()
  for (const { requirement } of gates) {
    for (const condition of listConditions(requirement.root)) {
      if (!('contract' in condition)) continue
      const key = `${condition.chain}:${condition.contract}`
      if (!names.has(key)) names.set(key, formatTokenName(readCondition(condition)))
    }
  }
  return names
}

/** Format what a use takes: `0x1234…abcd`, `Night Owls #4021 on Ethereum`, `Place 7`. */
export function formatUnit({ kind, key, slot }: ReservationUnit, names: TokenNames): string {
  if (kind === 'total') return `Place ${slot}`
  const what = formatKey(key, names)
  return slot === 1 ? what : `${what}, use ${slot}`
}

/** Format the key of a wallet or a token. A token that no gate names has its contract's address. */
function formatKey(key: string, names: TokenNames): string {
  const { chain, contract, id } = splitTokenKey(key)
  const place = findChain(chain)?.name
  if (place === undefined || contract === '') return formatShortText(key)
  const name = names.get(`${chain}:${contract}`)
  if (id === undefined) return `${name ?? formatShortText(contract)} on ${place}`
  const number = `#${id.length > 12 ? formatShortText(id) : id}`
  return name === undefined
    ? `${number} of ${formatShortText(contract)} on ${place}`
    : `${name} ${number} on ${place}`
}

/** Shorten an address or a long number: `0x1234…abcd`. */
export function formatShortText(text: string): string {
  return text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-4)}` : text
}
