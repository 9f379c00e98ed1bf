import { describe, expect, test } from 'vitest'
import { formatReport } from '../../../app/core/requirement/formatReport.ts'
import type { Erc1155Condition } from '../../../app/core/requirement/kinds/erc1155.ts'
import type { SplCondition } from '../../../app/core/requirement/kinds/spl.ts'
import type { Read } from '../../../app/core/requirement/reads.ts'
import type { RequirementNode } from '../../../app/core/requirement/types.ts'
import {
  address,
  judge,
  LIST,
  owls,
  read,
  require,
  solana,
  solanaAddress,
  unread,
  wallet,
} from './samples.ts'

const [a, b, c] = ['a', 'b', 'c'].map((digit) => owls({ contract: address(digit) })) as [
  RequirementNode,
  RequirementNode,
  RequirementNode,
]
const contractOf = (one: Read) => ('contract' in one ? one.contract : '')

/** What a wallet lacks that holds one unit of each given contract; contracts go by their digit. */
function say(root: RequirementNode, held = '', unknown = '') {
  const { verdict } = judge({
    requirement: require(root),
    wallets: [wallet('1')],
    answer: (asked) => {
      const digit = contractOf(asked).slice(-1)
      return unknown.includes(digit) && unknown ? unread : read(held.includes(digit) && held ? 1n : 0n)
    },
  })
  if (verdict.kind !== 'unmet') return verdict.kind
  const names = verdict.unmet.map(({ condition }) => ('contract' in condition ? condition.contract[2] : ''))
  return [names.join(''), verdict.missing]
}

describe('evaluateReport', () => {
  test('default: how many of the unmet conditions would be enough', () => {
    expect(say({ kind: 'all', of: [a, b, c] }, 'b')).toEqual(['ac', { count: 2, of: [0, 1] }])
    expect(say({ kind: 'all', of: [a, b, c] }, 'ab')).toEqual(['c', 0])
    expect(say({ kind: 'any', of: [a, b] })).toEqual(['ab', { count: 1, of: [0, 1] }])
  })

  test('behavior: "at least" counts what is still missing', () => {
    const root: RequirementNode = { kind: 'atLeast', count: 2, of: [a, b, c] }
    expect(say(root)).toEqual(['abc', { count: 2, of: [0, 1, 2] }])
    expect(say(root, 'a')).toEqual(['bc', { count: 1, of: [0, 1] }])
    expect(say(root, '', 'a')).toEqual(['bc', { count: 1, of: [0, 1] }])
    expect(say({ ...root, count: 3 }, '', 'a')).toEqual(['bc', { count: 2, of: [0, 1] }])
  })

  test('behavior: nested groups stay groups, except "all" inside "all"', () => {
    const anyInAll: RequirementNode = { kind: 'all', of: [{ kind: 'any', of: [a, b] }, c] }
    expect(say(anyInAll)).toEqual(['abc', { count: 2, of: [{ count: 1, of: [0, 1] }, 2] }])
    expect(say(anyInAll, 'c')).toEqual(['ab', { count: 1, of: [0, 1] }])
    const allInAny: RequirementNode = { kind: 'any', of: [{ kind: 'all', of: [a, b] }, c] }
    expect(say(allInAny)).toEqual(['abc', { count: 1, of: [{ count: 2, of: [0, 1] }, 2] }])
    const allInAll: RequirementNode = { kind: 'all', of: [{ kind: 'all', of: [a, b] }, c] }
    expect(say(allInAll)).toEqual(['abc', { count: 3, of: [0, 1, 2] }])
  })

  test('behavior: under a not, the count says how many are too many', () => {
    expect(say({ kind: 'not', of: { kind: 'all', of: [a, b] } }, 'ab')).toEqual([
      'ab',
      { count: 1, of: [0, 1] },
    ])
    expect(say({ kind: 'not', of: { kind: 'any', of: [a, b, c] } }, 'ab')).toEqual([
      'ab',
      { count: 2, of: [0, 1] },
    ])
    const most: RequirementNode = { kind: 'not', of: { kind: 'atLeast', count: 2, of: [a, b, c] } }
    expect(say(most, 'abc')).toEqual(['abc', { count: 2, of: [0, 1, 2] }])
    expect(say({ kind: 'not', of: { kind: 'not', of: { kind: 'any', of: [a, b] } } })).toEqual([
      'ab',
      { count: 1, of: [0, 1] },
    ])
  })

  test('behavior: a deny list names the wallet on it, and an allow list names none', () => {
    const denylist = { kind: 'denylist', chain: null, listId: LIST, listName: '' } as const
    const { verdict } = judge({
      requirement: require(denylist),
      wallets: [wallet('1'), wallet('2')],
      answer: (asked) => read('address' in asked && asked.address === address('2') ? 1n : 0n),
    })
    expect(verdict).toMatchObject({ unmet: [{ because: 'listed', wallet: address('2'), block: null }] })
    const listed = judge({
      requirement: require({ ...denylist, kind: 'allowlist' }),
      wallets: [wallet('1'), wallet('2')],
      answer: () => read(0n),
    })
    expect(listed.verdict).toMatchObject({ unmet: [{ because: 'not-listed', wallet: null }] })
  })

  test('behavior: what is held now but was not held then has its own reason', () => {
    const holding = (now: bigint, then: bigint) =>
      judge({
        requirement: require(owls({ minimum: 2n }), { heldForBlocks: 50 }),
        wallets: [wallet('1')],
        answer: (asked) => read('at' in asked && asked.at ? then : now),
      }).verdict
    expect(holding(3n, 1n)).toMatchObject({ unmet: [{ because: 'not-held-then', found: 1n }] })
    expect(holding(1n, 0n)).toMatchObject({ unmet: [{ because: 'too-little', found: 1n }] })
    const either = judge({
      requirement: require({ kind: 'any', of: [a, b] }, { heldForBlocks: 50 }),
      wallets: [wallet('1')],
      answer: (asked) => read(!('at' in asked && asked.at) && contractOf(asked) === address('a') ? 1n : 0n),
    })
    expect(either.verdict).toMatchObject({ unmet: [{ because: 'not-held-then' }, { because: 'too-little' }] })
    const earlier = judge({
      requirement: require(owls(), { snapshots: [{ chain: owls().chain, block: 5n }] }),
      wallets: [wallet('1')],
      answer: () => read(0n),
    })
    expect(earlier.verdict).toMatchObject({ unmet: [{ because: 'not-held-then', found: 0n }] })
  })

  test('behavior: nothing is found if no wallet could be read on the chain', () => {
    const coins: SplCondition = {
      kind: 'spl',
      chain: solana,
      contract: solanaAddress('b'),
      label: { name: '', symbol: 'LIGHT' },
      minimum: 1n,
      maximum: null,
      decimals: 0,
    }
    const { verdict, report } = judge({
      requirement: require(coins),
      wallets: [wallet('1')],
      answer: () => unread,
    })
    expect(verdict).toMatchObject({
      unmet: [{ because: 'no-wallet', found: null, block: null, wallet: null }],
    })
    expect(formatReport(report)).toMatchObject({ now: { because: 'no-wallet', found: null, holders: [] } })
  })

  test('behavior: the report has no amounts of what could not be read', () => {
    const { report } = judge({ requirement: require(owls()), wallets: [wallet('1')], answer: () => unread })
    expect(formatReport(report)).toMatchObject({ now: { found: null, holders: [] } })
  })

  test('behavior: if each id is needed, the missing one is named', () => {
    const passes: Erc1155Condition = {
      ...owls(),
      kind: 'erc1155',
      tokenIds: [
        { first: 1n, last: 2n },
        { first: 7n, last: 7n },
      ],
      perId: true,
    }
    const { verdict, report } = judge({
      requirement: require(passes),
      wallets: [wallet('1')],
      answer: (asked) => read('tokenId' in asked && asked.tokenId === 2n ? 0n : 1n),
    })
    expect(verdict).toMatchObject({ unmet: [{ found: 0n, tokenId: '2' }] })
    expect(formatReport(report)).toMatchObject({ now: { tokenId: '2' } })
  })
})
