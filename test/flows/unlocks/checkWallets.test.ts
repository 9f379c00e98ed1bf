import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { formatReport } from '../../../app/core/requirement/formatReport.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'
import type { Requirement, RequirementNode } from '../../../app/core/requirement/types.ts'
import { checkWallets } from '../../../app/flows/unlocks/checkWallets.ts'
import { override } from '../../fakes/fake.ts'
import { contract, ethereum, fakeContext, holder, NOW, shop } from '../../fakes/fakeContext.ts'

const LIST = '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01'
const owls: RequirementNode = {
  kind: 'erc721',
  chain: ethereum,
  contract,
  label: { name: 'Night Owls', symbol: 'OWL' },
  minimum: 2n,
  maximum: null,
  tokenIds: [],
}
const wallets = [{ chain: ethereum, address: holder, kind: 'key' as const }]
const shared = { shopId: shop.id, wallets, vaults: [], at: null, maxAgeSeconds: 0 }

function open(root: RequirementNode, answer: (read: BalanceRead) => Balance, over = {}) {
  const requirement: Requirement = { v: 1, root, heldForBlocks: 0, heldForHours: 0, snapshots: [], ...over }
  const { ctx, state } = fakeContext()
  const seen: BalanceRead[] = []
  const readBalances: typeof ctx.readBalances = async ({ reads }) => {
    seen.push(...reads)
    return reads.map(answer)
  }
  return { ctx: override(ctx, { readBalances }), state, seen, asked: { ...shared, requirement } }
}
const read = (amount: bigint): Balance => ({
  kind: 'read',
  amount,
  block: 9n,
  source: 'ethereum 1',
  readAt: NOW,
})

describe('checkWallets', () => {
  test('default: a tree of what was needed and found at each node, as JSON', async () => {
    const { ctx, asked } = open({ kind: 'any', of: [owls, { kind: 'not', of: owls }] }, () => read(1n))
    const { report, verdict } = await checkWallets(ctx, asked)
    expect(verdict).toEqual({ kind: 'met' })
    const condition = {
      kind: 'condition',
      need: { kind: 'erc721', name: 'Night Owls', minimum: '2', chain_name: 'Ethereum' },
      found: '1',
      holders: [{ address: holder, via: null, amount: '1', tokenIds: [] }],
      chain: 'ethereum',
      block: '9',
      source: 'ethereum 1',
      readAt: NOW,
      code: null,
    }
    expect(formatReport(report)).toMatchObject({
      now: {
        kind: 'any',
        verdict: 'met',
        of: [
          { ...condition, verdict: 'unmet', because: 'too-little' },
          { kind: 'not', verdict: 'met', of: [{ ...condition, verdict: 'unmet' }] },
        ],
      },
      before: null,
    })
    expect(JSON.parse(JSON.stringify(formatReport(report)))).toEqual(formatReport(report))
  })

  test('behavior: staff can check at a past block, whatever the gate’s holding time', async () => {
    const { ctx, asked, seen } = open(owls, () => read(2n), { heldForBlocks: 50 })
    await checkWallets(ctx, { ...asked, at: { chain: ethereum, block: 123n } })
    expect(seen).toMatchObject([{ at: { block: 123n } }])
  })

  test('refuses: a past block of a chain that the gate does not read (ERR_CHAIN_UNKNOWN)', async () => {
    const { ctx, asked, seen } = open(owls, () => read(2n))
    const at = { chain: 'polygon' as ChainSlug, block: 7n }
    await expect(checkWallets(ctx, { ...asked, at })).rejects.toMatchObject({ code: 'ERR_CHAIN_UNKNOWN' })
    expect(seen).toEqual([])
  })

  test('behavior: lists are looked up without reading a chain', async () => {
    const root: RequirementNode = { kind: 'allowlist', chain: null, listId: LIST, listName: 'Friends' }
    const { ctx, asked, state, seen } = open(root, () => read(1n))
    expect((await checkWallets(ctx, asked)).verdict.kind).toBe('unmet')
    state.listed.add(`${LIST} ${holder}`)
    expect((await checkWallets(ctx, asked)).verdict.kind).toBe('met')
    expect(seen).toEqual([])
  })

  test('behavior: a report reveals neither a list’s name nor its id', async () => {
    const root: RequirementNode = { kind: 'denylist', chain: null, listId: LIST, listName: 'Troublemakers' }
    const { ctx, asked } = open(root, () => read(1n))
    const { report } = await checkWallets(ctx, asked)
    expect(JSON.stringify(formatReport(report))).not.toMatch(/Troublemakers|6f1f3c1e/)
  })

  test('behavior: reads beyond the limit of a check stay unchecked', async () => {
    const many = Array.from({ length: 100 }, (_, i) => ({
      ...owls,
      contract: `0x${String(i).padStart(40, '0')}` as EvmAddress,
    }))
    const crowd = Array.from({ length: 50 }, (_, i) => ({
      chain: 'ethereum' as ChainSlug,
      address: `0x${String(i).padStart(40, 'a')}` as EvmAddress,
      kind: 'key' as const,
    }))
    const { ctx, asked, seen } = open({ kind: 'all', of: many as RequirementNode[] }, () => read(1n))
    const { verdict } = await checkWallets(ctx, { ...asked, wallets: crowd })
    expect(seen).toHaveLength(4_000)
    expect(verdict).toMatchObject({ kind: 'unchecked', code: 'ERR_CHAIN_READ' })
  })
})
