import type { ContractDescription } from '../core/chain/describe.ts'
import type { Chain } from '../core/chain/types.ts'
import type { ContractAnswer } from './views.ts'

/** Format the answer about a pasted address. */
export function formatContractAnswer({
  description,
  elsewhere,
}: {
  description: ContractDescription | null
  elsewhere: readonly Chain[]
}): ContractAnswer {
  if (!description) return { kind: 'unreachable' }
  if (description.kind !== 'unknown') return { kind: 'known', description }
  return {
    kind: 'unknown',
    reason: description.reason,
    elsewhere: elsewhere.map(({ slug, name, family }) => ({ slug, name, family })),
  }
}
