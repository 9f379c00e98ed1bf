import type { EvmAddress } from '../../core/chain/types.ts'
import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import type { HolderReport } from '../../core/requirement/findings.ts'
import { isNumbered } from '../../core/requirement/kinds/table.ts'
import type {
  CheckReport,
  ConditionReport,
  RequirementReport,
  Snapshot,
} from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'

/** Each look-up is a request of its own. */
const MOST_LOOKUPS = 8

/**
 * Add NFT ids to a check's report, where only their number was read and the contract can list them. On a chain with a
 * snapshot, the ids are read at its block.
 *
 * A failed chain read does not throw: the ids are for display and for choosing the token that a purchase uses.
 */
export async function addTokenIds(
  ctx: Needs<'readTokenIds'>,
  { report, snapshots }: { report: CheckReport; snapshots: readonly Snapshot[] },
): Promise<CheckReport> {
  let left = MOST_LOOKUPS
  const nameHolder = async (holder: HolderReport, { condition }: ConditionReport): Promise<HolderReport> => {
    if (!isNumbered(condition) || holder.amount === 0n || holder.tokenIds.length > 0 || left === 0) {
      return holder
    }
    left -= 1
    const { chain, contract } = condition
    const block = snapshots.find((one) => one.chain === chain)?.block
    const found = await ctx
      .readTokenIds({ chain, contract, owner: holder.address as EvmAddress, block })
      .catch(nullIfKnown)
    // A different amount means another moment: then the judged reading stays unchanged.
    return found?.amount === holder.amount ? { ...holder, tokenIds: found.tokenIds } : holder
  }
  const namePart = async (part: RequirementReport): Promise<RequirementReport> => {
    if (part.kind !== 'condition') return { ...part, of: await Promise.all(part.of.map(namePart)) }
    return { ...part, holders: await Promise.all(part.holders.map((holder) => nameHolder(holder, part))) }
  }
  return { ...report, now: await namePart(report.now) }
}
