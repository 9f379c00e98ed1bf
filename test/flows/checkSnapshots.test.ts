import { expect, test } from 'vitest'
import { parseChainSlug } from '../../app/core/chain/parseChainSlug.ts'
import type { GateForm } from '../../app/core/gate/form.ts'
import type { Balance, BalanceRead, Requirement } from '../../app/core/requirement/types.ts'
import { checkSnapshots } from '../../app/flows/checkSnapshots.ts'
import { contract } from '../fakes/fakeContext.ts'

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
  await checkSnapshots({ readBalances }, { form, requirement: asked })
  return all
}

test('default: what is about a block is read there once, and nothing else', async () => {
  const read: Balance = { kind: 'read', amount: 0n, block: 50n }
  expect(await check(read)).toMatchObject([{ chain: 'polygon', at: { block: 50n } }])
  expect(await check(read, { ...requirement, snapshots: [] })).toEqual([])
})

test.each([
  ['ERR_CHAIN_READ', 'block-unreadable'],
  ['ERR_TOKEN_READ', 'block-before-token'],
] as const)(
  'refuses: a block that cannot be read for %s, at its field (ERR_GATE_INVALID)',
  async (code, issue) => {
    await expect(check({ kind: 'unread', code, chain: polygon })).rejects.toMatchObject({
      code: 'ERR_GATE_INVALID',
      details: { fields: { 'snapshots.1.block': issue } },
    })
  },
)
