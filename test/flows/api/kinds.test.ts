import { describe, expect, test } from 'vitest'
import { findChain } from '../../../app/core/chain/findChain.ts'
import type { ProvenWallet } from '../../../app/core/login/types.ts'
import { type Holder, listHolders } from '../../../app/core/requirement/holders.ts'
import { entryOf } from '../../../app/core/requirement/kinds/table.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import type { Condition, ConditionKind } from '../../../app/core/requirement/types.ts'
import { planTokenReads } from '../../../app/flows/api/planTokenReads.ts'
import { KIND_SAMPLES } from '../../core/requirement/kindSamples.ts'
import { flowAccount, solana, solanaAddress, wallet } from '../../core/requirement/samples.ts'

const described = Object.entries(KIND_SAMPLES).flatMap(([kind, { description }]) =>
  description ? [{ kind: kind as ConditionKind, description }] : [],
)

/** The condition of a kind's sample, about every token of its contract. */
function sampleOf(kind: ConditionKind): Condition & { readonly contract: string } {
  const { tokenIds: _, perId: __, ...json } = KIND_SAMPLES[kind].json
  const [condition] = listConditions(parseRequirement({ v: 1, root: json }).root)
  if (!condition || !('contract' in condition)) throw new Error(`The sample of ${kind} has no contract.`)
  return condition
}

describe('planTokenReads', () => {
  test.each(described)('behavior: it reads $kind as a condition does', async ({ kind, description }) => {
    const condition = sampleOf(kind)
    const { family, plan, decimalsOf } = entryOf<Condition>(condition)
    const owners: Readonly<Record<string, ProvenWallet>> = {
      solana: { chain: solana, address: solanaAddress('E'), kind: 'key' },
      flow: flowAccount,
    }
    const owner = owners[family] ?? wallet('1')
    const [holder] = listHolders({ wallets: [owner] })
    const chain = findChain(condition.chain ?? '')
    if (!chain) throw new Error('The sample names no chain.')
    const [planned] = await planTokenReads(
      { describeContract: async () => description },
      { chain, owner: owner.address, ids: [{ kind: 'contractAddress', id: condition.contract }] },
    )
    const [read] = plan({ condition, holder: holder as Holder, at: undefined })
    expect(planned?.reads).toContainEqual(read)
    // A requirement over the API counts in the chain's unit, and a condition of NFTs in whole ones.
    const unit = KIND_SAMPLES[kind].unit ?? 1n
    expect(10n ** BigInt(planned?.decimals ?? 0)).toBe(unit * 10n ** BigInt(decimalsOf(condition)))
  })
})
