import { describe, expect, test } from 'vitest'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import type { GateForm } from '../../../app/core/gate/form.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'
import type { Requirement } from '../../../app/core/requirement/types.ts'
import { checkPast } from '../../../app/flows/gates/checkPast.ts'
import { contract } from '../../fakes/fakeContext.ts'

const [ethereum, polygon] = [parseChainSlug('ethereum'), parseChainSlug('polygon')]
const owls = (chain: typeof ethereum) => ({
  kind: 'erc721' as const,
  chain,
  contract,
  label: { name: 'Owls', symbol: 'OWL' },
  minimum: 1n,
  maximum: null,
  tokenIds: [],
})
const requirement: Requirement = {
  v: 1,
  root: { kind: 'all', of: [owls(ethereum), owls(polygon)] },
  heldForBlocks: 0,
  heldForHours: 0,
  snapshots: [{ chain: polygon, block: 50n }],
}
const form = {
  snapshots: [
    { chain: 'ethereum', block: '' },
    { chain: 'polygon', block: '50' },
  ],
} as unknown as GateForm
const check = async (answer: Balance, asked = requirement) => {
  const all: BalanceRead[] = []
  const readBalances = async ({ reads }: { reads: readonly BalanceRead[] }) => {
    all.push(...reads)
    return reads.map(() => answer)
  }
  await checkPast({ readBalances }, { form, requirement: asked })
  return all
}

test('default: a condition with a snapshot is read there once, and nothing else is read', async () => {
  const read: Balance = { kind: 'read', amount: 0n, block: 50n }
  expect(await check(read)).toMatchObject([{ chain: 'polygon', at: { block: 50n } }])
  expect(await check(read, { ...requirement, snapshots: [] })).toEqual([])
})

test.each([
  ['ERR_CHAIN_READ', 'block-unreadable'],
  ['ERR_TOKEN_READ', 'block-before-token'],
] as const)(
  'refuses: a block that cannot be read because of %s, at its field (ERR_GATE_INVALID)',
  async (code, issue) => {
    await expect(check({ kind: 'unread', code, chain: polygon })).rejects.toMatchObject({
      code: 'ERR_GATE_INVALID',
      details: { fields: { 'snapshots.1.block': issue } },
    })
  },
)

describe('a holding time', () => {
  const held: Requirement = { ...requirement, snapshots: [], heldForBlocks: 5_000 }
  const nothing: Balance = { kind: 'read', amount: 0n, block: 50n }
  const lost = (chain: typeof ethereum, code: 'ERR_CHAIN_READ' | 'ERR_TOKEN_READ' = 'ERR_CHAIN_READ') =>
    ({ kind: 'unread', code, chain }) as const
  const save = (answer: (read: BalanceRead) => Balance) =>
    checkPast(
      { readBalances: async ({ reads }) => reads.map(answer) },
      { form: { snapshots: [] } as unknown as GateForm, requirement: held },
    )

  test('default: a holding time is saved if each chain can be read that many blocks ago', async () => {
    const asked: BalanceRead[] = []
    await save((read) => {
      asked.push(read)
      return nothing
    })
    expect(asked.map(({ chain, at }) => [chain, at])).toEqual([
      [ethereum, undefined],
      [ethereum, { ago: 5_000 }],
      [polygon, undefined],
      [polygon, { ago: 5_000 }],
    ])
  })

  test('refuses: a holding time longer than an endpoint’s history, at its field (ERR_GATE_INVALID)', async () => {
    const saving = save((read) => (read.chain === polygon && read.at ? lost(polygon) : nothing))
    await expect(saving).rejects.toMatchObject({
      code: 'ERR_GATE_INVALID',
      details: { fields: { heldFor: 'block-unreadable' } },
    })
  })

  test('behavior: a silent chain and an unreadable token do not prevent saving', async () => {
    for (const answer of [
      (read: BalanceRead) => (read.chain === polygon ? lost(polygon) : nothing),
      (read: BalanceRead) => (read.at ? lost(read.chain as typeof ethereum, 'ERR_TOKEN_READ') : nothing),
    ]) {
      await expect(save(answer)).resolves.toBeUndefined()
    }
  })
})
