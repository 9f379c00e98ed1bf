import { describe, expect, onTestFinished, test } from 'vitest'
import type { DraftCondition } from '../../../app/admin/editor/draft.ts'
import { draftCard, draftNeeds } from '../../../app/admin/editor/draftNeeds.ts'
import { startCondition } from '../../../app/admin/editor/startDraft.ts'
import { chooseSubject, listSubjects } from '../../../app/admin/editor/subjects.ts'
import { formatPlain } from '../../../app/admin/formatPlain.ts'
import { formatNeeds } from '../../../app/admin/formatRequirement.ts'
import type { ChainView, ContractAnswer } from '../../../app/admin/views.ts'
import { createEvmChain } from '../../../app/core/chain/caip2.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'

const chains: ChainView[] = [
  { slug: 'ethereum', name: 'Ethereum', family: 'evm' },
  { slug: 'solana', name: 'Solana', family: 'solana' },
  { slug: 'polygon', name: 'Polygon', family: 'evm' },
]
const contract = '0x2222222222222222222222222222222222222222'
const mint = 'So11111111111111111111111111111111111111112'
const known = (description: Extract<ContractAnswer, { kind: 'known' }>['description']): ContractAnswer => ({
  kind: 'known',
  description,
})
const coin = known({ kind: 'erc20', name: 'Harbor Coin', symbol: 'HRBR', decimals: 18 })

function say(change: Partial<DraftCondition>, answer: ContractAnswer | 'asking' | null = null): string {
  const condition = { ...startCondition({ key: '0', chains }), ...change }
  const root = draftNeeds({
    root: { key: 'root', kind: 'all', count: '', of: [condition] },
    contracts: {
      find: () => answer,
      kindOf: ({ kind }) =>
        answer !== null && answer !== 'asking' && answer.kind === 'known' ? answer.description.kind : kind,
    },
    chains,
    lists: [{ id: 'f', name: 'Friends' }],
  })
  return formatPlain(formatNeeds({ root }))
}

describe('draftNeeds', () => {
  test.each<[string, Partial<DraftCondition>, (ContractAnswer | 'asking' | null)?]>([
    ['Holds at least 100 HRBR on Ethereum', { contract, minimum: '100' }, coin],
    ['Holds any amount of HRBR on Ethereum', { contract, minimum: ' ' }, coin],
    ['Holds between 1 and 5 HRBR on Ethereum', { contract, maximum: '5' }, coin],
    ['Holds at least 0.5 ETH on Ethereum', { kind: 'native', minimum: '0.5' }],
    ['Holds any amount of POL on Polygon', { kind: 'native', chain: 'polygon', minimum: '' }],
    ['Is on the list Friends', { kind: 'allowlist', chain: '', listId: 'f' }],
    ['Is not on the list that is not chosen yet', { kind: 'denylist', chain: '', listId: 'gone' }],
    [
      'Holds at least 1 of NFTs by So1111…1112 on Solana',
      { kind: 'creator', chain: 'solana', contract: mint },
    ],
  ])('default: %s', (sentence, change, answer) => {
    expect(say(change, answer)).toBe(sentence)
  })
})

test('behavior: any amount of a coin is the smallest part that its chain counts', () => {
  onTestFinished(() => setOwnChains([]))
  setOwnChains([{ ...createEvmChain(295), name: 'Hedera', nativeSymbol: 'HBAR', coinDecimals: 8 }])
  const condition = { ...startCondition({ key: '0', chains }), kind: 'native' as const, chain: 'eip155:295' }
  const contracts = { find: () => null, kindOf: () => 'native' as const }
  const card = draftCard({ condition: { ...condition, minimum: '' }, contracts, chains, lists: [] })
  expect(card).toMatchObject({ minimum: '0.00000001', isAnyAmount: true, symbol: 'HBAR' })
})

describe('chooseSubject', () => {
  test.each([
    ['native', 'polygon', { kind: 'native', chain: 'polygon' }],
    ['native', 'solana', { kind: 'native', chain: 'ethereum' }],
    ['creator', 'polygon', { kind: 'creator', chain: 'solana' }],
    ['allowlist', 'polygon', { kind: 'allowlist', chain: '' }],
    ['token', '', { kind: 'erc721', chain: 'ethereum' }],
    ['token', 'solana', { kind: 'erc721', chain: 'solana' }],
  ])('default: %s on %s', (text, chain, change) => {
    expect(chooseSubject({ text, chain, chains })).toEqual(change)
  })

  test('behavior: subjects of missing chains are not offered, except the chosen one', () => {
    const evmOnly = chains.slice(0, 1)
    const offered = (kind: 'erc20' | 'creator') =>
      listSubjects({ chains: evmOnly, kind }).map(({ value }) => value)
    expect(offered('erc20')).toEqual(['token', 'trait', 'native', 'call', 'allowlist', 'denylist'])
    expect(offered('creator')).toContain('creator')
  })
})
