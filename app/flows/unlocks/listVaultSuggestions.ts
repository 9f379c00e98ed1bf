import type { GateAnswer } from '../../core/gate/answer.ts'
import { listEvmChains } from '../../core/gate/listEvmChains.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { listDelegates } from './findVaults.ts'

/** Maximum of vaults offered to a shopper. */
const MOST_OFFERED = 4

/**
 * Suggest vaults that have delegated to the visit's wallets, if a gate stayed closed for too few tokens and the visit
 * has no vault yet. Only then costs a request per EVM chain of the closed gates for each wallet.
 */
export async function listVaultSuggestions(
  ctx: Needs<'listVaultSuggestions'>,
  { visit, gates, answers }: { visit: Visit; gates: readonly Gate[]; answers: readonly GateAnswer[] },
): Promise<string[]> {
  if (visit.vaults.length > 0) return []
  const lacking = answers.filter(
    (answer) =>
      answer.kind === 'closed' &&
      answer.unmet.some(({ because }) => because === 'too-little' || because === 'not-held-then'),
  )
  const closed = gates.filter((gate) => lacking.some(({ id }) => id === gate.number))
  const chains = listEvmChains(closed)
  if (chains.length === 0) return []
  const suggested = await Promise.all(
    listDelegates(visit.wallets).map((delegate) => ctx.listVaultSuggestions({ delegate, chains })),
  )
  const known = new Set<string>(visit.wallets.map(({ address }) => address))
  const vaults = suggested.flat().filter(({ address }) => !known.has(address))
  return [...new Set(vaults.map(({ address }) => address))].slice(0, MOST_OFFERED)
}
