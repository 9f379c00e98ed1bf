import type { ContractDescription } from '../core/chain/describe.ts'
import type { Chain } from '../core/chain/types.ts'
import type { ContractAnswer } from './views.ts'

/** Format the answer about a pasted address. */
export function formatContractAnswer({
  description,
  isMistyped,
  elsewhere,
}: {
  description: ContractDescription | null
  isMistyped: boolean
  elsewhere: readonly Chain[]
}): ContractAnswer {
  if (isMistyped) return { kind: 'unknown', reason: 'address-checksum', elsewhere: [] }
  if (!description) return { kind: 'unreachable' }
  if (description.kind !== 'unknown') return { kind: 'known', description }
  return {
    kind: 'unknown',
    // A contract on another chain is no wallet, though somebody may have sent coins to its address here.
    reason: elsewhere.length > 0 ? 'no-code' : description.reason,
    elsewhere: elsewhere.map(({ slug, name, family }) => ({ slug, name, family })),
  }
}
