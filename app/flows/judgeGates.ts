import { type Contribution, listContributions } from '../core/gate/singleTokens.ts'
import type { Gate } from '../core/gate/types.ts'
import { checkRequirement } from '../core/requirement/checkRequirement.ts'
import { decideVerdict } from '../core/requirement/decideVerdict.ts'
import { listHolders } from '../core/requirement/holders.ts'
import type { Verdict } from '../core/requirement/types.ts'
import type { Visit } from '../core/visit/types.ts'
import type { Needs } from './context.ts'
import { readForRequirements } from './readForRequirements.ts'

/** What the chains say of a gate, and whose holdings it rests on where it is met. */
export type JudgedGate = {
  readonly gate: Gate
  readonly verdict: Verdict
  readonly contribution: Contribution
}

/** Judge gates for a visit's wallets as they stand now: every chain and the lists are asked once for all of them. */
export async function judgeGates(
  ctx: Needs<'readBalances' | 'lists'>,
  { gates, visit }: { gates: readonly Gate[]; visit: Pick<Visit, 'shopId' | 'wallets' | 'vaults'> },
): Promise<JudgedGate[]> {
  if (gates.length === 0) return []
  const { holders, findBalance } = await readForRequirements(ctx, {
    shopId: visit.shopId,
    requirements: gates.map(({ requirement }) => requirement),
    holders: listHolders(visit),
    maxAgeSeconds: 0,
  })
  return gates.map((gate) => {
    const report = checkRequirement({ requirement: gate.requirement, holders, findBalance })
    return { gate, verdict: decideVerdict(report), contribution: listContributions(report.now) }
  })
}
