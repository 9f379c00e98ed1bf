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
 * Add to a check which single NFTs the wallets hold, where only their number was read and the contract lists them; of a
 * chain with a snapshot, which they held at its block.
 *
 * No failure of a node throws: names are for people, and for choosing which token a purchase is tied to.
 */
export async function nameTokens(
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
    // Another number is another moment: what was judged has the last word.
    return found?.amount === holder.amount ? { ...holder, tokenIds: found.tokenIds } : holder
  }
  const namePart = async (part: RequirementReport): Promise<RequirementReport> => {
    if (part.kind !== 'condition') return { ...part, of: await Promise.all(part.of.map(namePart)) }
    return { ...part, holders: await Promise.all(part.holders.map((holder) => nameHolder(holder, part))) }
  }
  return { ...report, now: await namePart(report.now) }
}
