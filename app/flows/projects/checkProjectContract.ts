import { familyOf } from '../../core/chain/familyOf.ts'
import { parseContractAddress } from '../../core/chain/parseContractAddress.ts'
import { canHaveTokenIds } from '../../core/flatRequirement/canHaveTokenIds.ts'
import { invalidProject } from '../../core/project/parseProjectDraft.ts'
import type { ProjectRequirement } from '../../core/project/types.ts'
import type { Needs } from '../context.ts'
import { describeToken } from '../gates/describeToken.ts'

/**
 * Refuse a contract that is no token, and token ids of a contract without ids: nobody could ever sign in. If the chain
 * does not answer now, the check is skipped.
 *
 * @throws {InputError} ERR_PROJECT_INVALID with `details.fields`
 */
export async function checkProjectContract(
  ctx: Needs<'describeContract'>,
  { requirement }: { requirement: ProjectRequirement | null },
): Promise<void> {
  if (!requirement?.flat.contractAddress) return
  const { chain, flat } = requirement
  const family = familyOf(chain)
  const contract = parseContractAddress({ family, text: requirement.flat.contractAddress })
  const description = await describeToken(ctx, { chain, contract })
  if (description?.kind === 'unknown') {
    throw invalidProject({ 'requirement.contractAddress': { issue: description.reason } })
  }
  // On Solana, token ids are mints of their own, not ids of the contract.
  if (family === 'solana') return
  const hasIds = flat.tokenIds.length > 0
  if (description && !canHaveTokenIds(description.kind) && hasIds) {
    throw invalidProject({ 'requirement.tokenIds': { issue: 'no-ids' } })
  }
}
