import { loadChain } from '../../core/chain/loadChain.ts'
import type { ChainSlug } from '../../core/chain/types.ts'
import { InputError } from '../../core/errors/base.ts'
import type { ShopId } from '../../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../../core/login/types.ts'
import { checkRequirement } from '../../core/requirement/checkRequirement.ts'
import { evaluateReport } from '../../core/requirement/evaluateReport.ts'
import { listHolders } from '../../core/requirement/holders.ts'
import { listConditions } from '../../core/requirement/listConditions.ts'
import type { CheckReport, Requirement, Snapshot, Verdict } from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'
import { readForRequirements } from './readForRequirements.ts'

export type CheckWalletsParameters = {
  readonly shopId: ShopId
  readonly requirement: Requirement
  /**
   * The caller's rights are not checked here. Staff may check any wallet; everybody else only wallets that signed in.
   */
  readonly wallets: readonly ProvenWallet[]
  readonly vaults: readonly Vault[]
  /** A past block at which to read one chain; null to read as the requirement says. */
  readonly at: Snapshot | null
  readonly maxAgeSeconds: number
}
export type CheckWalletsResult = { readonly report: CheckReport; readonly verdict: Verdict }

/**
 * Check whether wallets of one person meet a requirement, and report every part. Unlocks nothing.
 *
 * @throws {InputError} ERR_CHAIN_UNKNOWN if `at` names a chain that the requirement does not read
 */
export async function checkWallets(
  ctx: Needs<'readBalances' | 'lists'>,
  { shopId, wallets, vaults, at, maxAgeSeconds, ...asked }: CheckWalletsParameters,
): Promise<CheckWalletsResult> {
  if (at) checkReads({ requirement: asked.requirement, chain: at.chain })
  const requirement = at ? readAt({ requirement: asked.requirement, at }) : asked.requirement
  const { holders, findBalance } = await readForRequirements(ctx, {
    shopId,
    requirements: [requirement],
    holders: listHolders({ wallets, vaults }),
    maxAgeSeconds,
  })
  const report = checkRequirement({ requirement, holders, findBalance })
  return { report, verdict: evaluateReport(report) }
}

/** A present reading must not be reported as one of that block. */
function checkReads({ requirement, chain }: { requirement: Requirement; chain: ChainSlug }): void {
  if (listConditions(requirement.root).some((condition) => condition.chain === chain)) return
  throw new InputError('ERR_CHAIN_UNKNOWN', `This gate reads nothing on ${loadChain(chain).name}.`, {
    hint: 'Choose a chain that the gate reads, or leave the block empty to check the latest block.',
  })
}

/** Set the snapshot. A snapshot is one moment, so the holding time is dropped. */
function readAt({ requirement, at }: { requirement: Requirement; at: Snapshot }): Requirement {
  const others = requirement.snapshots.filter(({ chain }) => chain !== at.chain)
  return { ...requirement, snapshots: [...others, at], heldForBlocks: 0, heldForHours: 0 }
}
