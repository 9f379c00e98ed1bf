import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import type { ProvenWallet } from '../../../app/core/login/types.ts'
import { evaluateRequirement } from '../../../app/core/requirement/evaluateRequirement.ts'
import { indexBalances } from '../../../app/core/requirement/indexBalances.ts'
import { planReads } from '../../../app/core/requirement/planReads.ts'
import type { Balance, Condition, Requirement } from '../../../app/core/requirement/types.ts'

const ethereum = 'ethereum' as ChainSlug
const address = (digit: string) => `0x${digit.repeat(40)}` as EvmAddress
const wallet = (digit: string, kind: ProvenWallet['kind'] = 'key'): ProvenWallet => ({
  chain: ethereum,
  address: address(digit),
  kind,
})
const owls = (minimum: bigint, digit = 'a'): Condition => ({
  kind: 'erc721',
  chain: ethereum,
  contract: address(digit),
  label: { name: 'Night Owls', symbol: 'OWL' },
  minimum,
})
const requirement = (kind: 'all' | 'any', ...of: Condition[]): Requirement => ({ v: 1, root: { kind, of } })
const read = (amount: bigint): Balance => ({ kind: 'read', amount, block: 7n })
const unread: Balance = { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }

function judge(asked: Requirement, wallets: ProvenWallet[], balances: Balance[]) {
  const reads = planReads({ requirement: asked, wallets })
  return evaluateRequirement({ requirement: asked, wallets, findBalance: indexBalances({ reads, balances }) })
}

describe('evaluateRequirement', () => {
  test('default', () => {
    expect(judge(requirement('all', owls(2n)), [wallet('1')], [read(2n)])).toEqual({ kind: 'met' })
  })

  test('behavior: a no says which condition, what was found and at which block', () => {
    const condition = owls(2n)
    expect(judge(requirement('all', condition), [wallet('1')], [read(1n)])).toEqual({
      kind: 'unmet',
      unmet: [{ condition, found: 1n, block: 7n }],
    })
  })

  test('behavior: sums go over wallets, and a wallet named twice counts once', () => {
    const asked = requirement('all', owls(2n))
    expect(judge(asked, [wallet('1'), wallet('2')], [read(1n), read(1n)]).kind).toBe('met')
    expect(judge(asked, [wallet('1'), wallet('1')], [read(1n)]).kind).toBe('unmet')
  })

  test('behavior: what could not be read is neither yes nor no', () => {
    const [a, b] = [owls(1n), owls(1n, 'b')]
    expect(judge(requirement('all', a, b), [wallet('1')], [read(1n), unread]).kind).toBe('unchecked')
    expect(judge(requirement('all', a, b), [wallet('1')], [read(0n), unread]).kind).toBe('unmet')
    expect(judge(requirement('any', a, b), [wallet('1')], [read(1n), unread]).kind).toBe('met')
    expect(judge(requirement('any', a, b), [wallet('1')], [read(0n), unread]).kind).toBe('unchecked')
  })

  test('behavior: enough in one wallet is enough, though the other could not be read', () => {
    const asked = requirement('all', owls(2n))
    expect(judge(asked, [wallet('1'), wallet('2')], [read(2n), unread]).kind).toBe('met')
    expect(judge(asked, [wallet('1'), wallet('2')], [read(1n), unread]).kind).toBe('unchecked')
  })

  test('behavior: a contract wallet holds nothing on a chain where it did not sign', () => {
    const polygon: Condition = { ...owls(1n), chain: 'polygon' as ChainSlug }
    const asked = requirement('all', polygon)
    expect(planReads({ requirement: asked, wallets: [wallet('1', 'contract')] })).toEqual([])
    expect(judge(asked, [wallet('1', 'contract')], []).kind).toBe('unmet')
    expect(planReads({ requirement: asked, wallets: [wallet('1')] })).toHaveLength(1)
  })

  test('behavior: an ERC-1155 condition sums its ids', () => {
    const passes: Condition = { ...owls(5n), kind: 'erc1155', tokenIds: [1n, 7n] }
    expect(judge(requirement('all', passes), [wallet('1')], [read(2n), read(3n)]).kind).toBe('met')
  })

  test('refuses: nothing asked, nobody asked, and answers that are missing', () => {
    expect(judge(requirement('all'), [wallet('1')], []).kind).toBe('unmet')
    expect(judge(requirement('any'), [wallet('1')], []).kind).toBe('unmet')
    expect(judge(requirement('all', owls(1n)), [], []).kind).toBe('unmet')
    expect(judge(requirement('all', owls(1n)), [wallet('1')], []).kind).toBe('unchecked')
  })

  test('behavior: agrees with the plain meaning of all and any for every mix of yes, no and unread', () => {
    const answer = fc.constantFrom<'yes' | 'no' | 'unread'>('yes', 'no', 'unread')
    fc.assert(
      fc.property(
        fc.constantFrom<'all' | 'any'>('all', 'any'),
        fc.array(answer, { minLength: 1, maxLength: 6 }),
        (kind, answers) => {
          const conditions = answers.map((_, i) => owls(1n, String(i)))
          const balances = answers.map((one) => (one === 'unread' ? unread : read(one === 'yes' ? 1n : 0n)))
          const couldBe = (unreadAs: boolean) => {
            const truths = answers.map((one) => (one === 'unread' ? unreadAs : one === 'yes'))
            return kind === 'all' ? truths.every(Boolean) : truths.some(Boolean)
          }
          const expected = couldBe(false) ? 'met' : couldBe(true) ? 'unchecked' : 'unmet'
          expect(judge(requirement(kind, ...conditions), [wallet('9')], balances).kind).toBe(expected)
        },
      ),
    )
  })
})
