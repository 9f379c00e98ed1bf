import type { EvmAddress } from '../../core/chain/types.ts'
import { type Contribution, listContributions } from '../../core/gate/singleTokens.ts'
import type { Gate } from '../../core/gate/types.ts'
import { listReadBlocks } from '../../core/receipt/listReadBlocks.ts'
import type { ReadBlock } from '../../core/receipt/types.ts'
import { checkRequirement } from '../../core/requirement/checkRequirement.ts'
import { evaluateReport } from '../../core/requirement/evaluateReport.ts'
import { listHolders } from '../../core/requirement/holders.ts'
import { listIdleVaults } from '../../core/requirement/listIdleVaults.ts'
import type { Verdict } from '../../core/requirement/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Needs } from '../context.ts'
import { readForRequirements } from './readForRequirements.ts'

/** Verdict on a gate, and the holdings that meet it. */
export type JudgedGate = {
  readonly gate: Gate
  readonly verdict: Verdict
  readonly contribution: Contribution
  /** Where it was read. */
  readonly blocks: readonly ReadBlock[]
  /** Vaults of the visit that have delegated nothing that the gate asks for. */
  readonly idleVaults: readonly EvmAddress[]
}

/** Judge gates for a visit's present wallets. Each chain and the lists are read once for all gates. */
export async function evaluateGates(
  ctx: Needs<'readBalances' | 'lists'>,
  { gates, visit }: { gates: readonly Gate[]; visit: Pick<Visit, 'shopId' | 'wallets' | 'vaults'> },
): Promise<JudgedGate[]> {
  if (gates.length === 0) return []
  const named = listHolders(visit)
  const { holders, findBalance } = await readForRequirements(ctx, {
    shopId: visit.shopId,
    requirements: gates.map(({ requirement }) => requirement),
    holders: named,
    maxAgeSeconds: 0,
  })
  return gates.map((gate) => {
    const { requirement } = gate
    const report = checkRequirement({ requirement, holders, findBalance })
    const verdict = evaluateReport(report)
    const idleVaults = listIdleVaults({ requirement, holders: named, findBalance })
    return {
      ...{ gate, verdict, contribution: listContributions(report), idleVaults },
      blocks: listReadBlocks(report),
    }
  })
}
