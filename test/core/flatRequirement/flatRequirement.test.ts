import { describe, expect, test } from 'vitest'
import { addDecimals } from '../../../app/core/flatRequirement/addDecimals.ts'
import { formatKnownBalances, listBalances } from '../../../app/core/flatRequirement/balances.ts'
import { evaluateFlatRequirement } from '../../../app/core/flatRequirement/evaluateFlatRequirement.ts'
import {
  type FlatRequirementInput,
  parseFlatRequirement,
} from '../../../app/core/flatRequirement/parseFlatRequirement.ts'
import type { TokenBalances } from '../../../app/core/flatRequirement/types.ts'
import { formatUnits, parseUnits } from '../../../app/core/requirement/amounts.ts'
import { fc } from '../../random.ts'

const wallet = '0x1111111111111111111111111111111111111111'

function judge(input: FlatRequirementInput, balances: TokenBalances) {
  const flat = parseFlatRequirement(input)
  if (!flat) throw new Error('The input is no requirement.')
  return evaluateFlatRequirement({ flat, walletAddress: wallet, balances })
}

describe('evaluateFlatRequirement', () => {
  // The answers of picket-js's own evaluator, case by case, except that it forgets the list and compares case.
  test.each<[string, FlatRequirementInput, TokenBalances, string]>([
    ['only a list with the wallet', { allowedWallets: [wallet] }, {}, 'met'],
    ['only a list without the wallet', { allowedWallets: ['0x2'] }, {}, 'wallet-not-allowed'],
    ['a contract in another case', { contractAddress: '0xAB' }, { contractAddress: { '0xab': '1' } }, 'met'],
    [
      'without a minimum a part of a token is enough',
      { contractAddress: '0xC' },
      { contractAddress: { '0xC': '0.1337' } },
      'met',
    ],
    [
      'for a minimum of 1 a part of a token is too little',
      { contractAddress: '0xC', minTokenBalance: 1 },
      { contractAddress: { '0xC': '0.1337' } },
      'balance-too-low',
    ],
    [
      'for a minimum of 0 nothing is too little',
      { contractAddress: '0xC', minTokenBalance: 0 },
      { contractAddress: { '0xC': '0' } },
      'balance-too-low',
    ],
    [
      'two ids are summed',
      { tokenIds: ['a', 'b'], minTokenBalance: '2' },
      { tokenIds: { a: '1', b: '1' } },
      'met',
    ],
    [
      'two collections are summed',
      { collection: ['a', 'b'], minTokenBalance: 2 },
      { collection: { a: '1', b: '1' } },
      'met',
    ],
    [
      'balances of different kinds are summed',
      { collection: 'a', creatorAddress: 'b', minTokenBalance: 2 },
      { collection: { a: '1' }, creatorAddress: { b: '1' } },
      'met',
    ],
    [
      'a contract that is also a collection counts once',
      { contractAddress: 'a', collection: ['a', 'b'], minTokenBalance: 4 },
      { contractAddress: { a: '2' }, collection: { a: '2', b: '1' } },
      'balance-too-low',
    ],
    ['Solana ids in another case', { collection: 'Abc' }, { collection: { abc: '1' } }, 'balance-too-low'],
    [
      'another id of the contract does not count',
      { contractAddress: '0xC', tokenIds: ['1'] },
      { tokenIds: { '0xC:2': '5' }, contractAddress: { '0xC': '5' } },
      'balance-too-low',
    ],
    [
      'an id in three spellings counts once',
      { contractAddress: '0xC', tokenIds: ['1', '0x1', '01'], minTokenBalance: 2 },
      { tokenIds: { '0xC:1': '1' } },
      'balance-too-low',
    ],
    [
      'an id of the contract is found in any case of its address',
      { contractAddress: '0xC', tokenIds: ['1'] },
      { tokenIds: { '0xc:1': '5' } },
      'met',
    ],
    [
      'a holding is enough if the wallet is not listed',
      { contractAddress: '0xC', allowedWallets: [] },
      { contractAddress: { '0xC': '1' } },
      'met',
    ],
    ['an unknown balance counts as too little', { contractAddress: '0xC' }, {}, 'balance-too-low'],
  ])('behavior: %s', (_what, input, balances, verdict) => {
    expect(judge(input, balances)).toBe(verdict)
  })
})

describe('parseFlatRequirement', () => {
  test.each<[string, FlatRequirementInput]>([
    ['an empty object', {}],
    [
      'empty values',
      { contractAddress: '', minTokenBalance: '', tokenIds: [''], collection: '', creatorAddress: '' },
    ],
    ['a minimum of zero alone', { minTokenBalance: 0 }],
  ])('behavior: %s is no requirement', (_what, input) => {
    expect(parseFlatRequirement(input)).toBeNull()
  })

  test('behavior: an empty list is still a list', () => {
    expect(parseFlatRequirement({ allowedWallets: [] })).toMatchObject({ allowedWallets: [] })
  })

  test.each([1e21, 0.1, 1e-7, 5, '0.5', ' 7 '])('behavior: %s is a minimum', (minTokenBalance) => {
    const flat = parseFlatRequirement({ contractAddress: '0xC', minTokenBalance })
    expect(Number(flat?.minTokenBalance)).toBe(Number(minTokenBalance))
    expect(flat?.minTokenBalance).toMatch(/^[0-9.]+$/)
  })

  test.each(['-1', '1e3', '0x10', '1,5', 'many', '.5', '5.', '٣', '1'.repeat(79)])(
    'refuses: "%s" as a minimum (ERR_REQUIREMENT_INVALID)',
    (minTokenBalance) => {
      expect(() => parseFlatRequirement({ contractAddress: '0xC', minTokenBalance })).toThrowError(
        expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' }),
      )
    },
  )

  test('refuses: a minimum without a token (ERR_REQUIREMENT_INVALID)', () => {
    expect(() => parseFlatRequirement({ minTokenBalance: 2 })).toThrowError(
      expect.objectContaining({ code: 'ERR_REQUIREMENT_INVALID' }),
    )
  })
})

describe('addDecimals', () => {
  test('behavior: sums of base units are exact for any decimals', () => {
    const amount = fc.record({
      units: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      decimals: fc.integer({ min: 0, max: 36 }),
    })
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 5 }), (amounts) => {
        const sum = addDecimals(
          amounts.map(({ units, decimals }) => formatUnits({ amount: units, decimals })),
        )
        const exact = amounts.reduce(
          (all, { units, decimals }) => all + units * 10n ** BigInt(36 - decimals),
          0n,
        )
        expect(sum).toBe(exact)
        expect(parseUnits({ text: formatUnits({ amount: sum, decimals: 36 }), decimals: 36 })).toBe(sum)
      }),
    )
  })
})

describe('formatKnownBalances', () => {
  const one = (id: string, amount: string, readAt: number) => ({
    kind: 'collection' as const,
    id,
    amount,
    readAt,
  })

  test('behavior: of two readings the later one counts, and of too many the last in the list are kept', () => {
    expect(formatKnownBalances([one('a', '2', 9), one('a', '1', 5)]).tokenBalances).toEqual({
      collection: { a: '2' },
    })
    const packed = formatKnownBalances(Array.from({ length: 60 }, (_, i) => one(`id${i}`, '1', 100 - i)))
    expect(listBalances(packed)).toHaveLength(50)
    expect(packed.tokenBalances.collection?.id9).toBeUndefined()
    expect(packed.balancesReadAt.collection?.id59).toBe(41)
  })

  test('behavior: the packed balances stay small, however long the ids', () => {
    const packed = formatKnownBalances(
      Array.from({ length: 50 }, (_, i) => one(`${i}`.padEnd(120, 'x'), '1', i)),
    )
    expect(JSON.stringify(packed).length).toBeLessThan(6500)
    expect(Object.keys(packed.tokenBalances.collection ?? {}).at(-1)).toMatch(/^49x/)
  })
})
