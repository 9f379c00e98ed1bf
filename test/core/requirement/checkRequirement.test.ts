import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import type { Erc1155Condition } from '../../../app/core/requirement/kinds/erc1155.ts'
import type { Balance, Read, ReadBalance, UnreadBalance } from '../../../app/core/requirement/reads.ts'
import type { Condition, RequirementNode } from '../../../app/core/requirement/types.ts'
import {
  address,
  ethereum,
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

const ownerOf = (one: Read) => ('owner' in one ? one.owner : '')
const contractOf = (one: Read) => ('contract' in one ? one.contract : '')
const passes: Erc1155Condition = {
  ...owls({ minimum: 5n }),
  kind: 'erc1155',
  tokenIds: [
    { first: 1n, last: 2n },
    { first: 7n, last: 7n },
  ],
  perId: false,
}

describe('checkRequirement', () => {
  test('default: a met requirement, with what was found, where, when and by which endpoint', () => {
    const { verdict, report } = judge({
      requirement: require(owls({ minimum: 2n })),
      wallets: [wallet('1')],
      answer: () => read(2n, { source: 'ethereum 1', readAt: 99 }),
    })
    expect(verdict).toEqual({ kind: 'met' })
    expect(report.now).toMatchObject({
      verdict: 'met',
      found: 2n,
      block: 7n,
      source: 'ethereum 1',
      readAt: 99,
    })
    expect(report.now).toMatchObject({ holders: [{ address: address('1'), via: null, amount: 2n }] })
  })

  test('behavior: an unmet requirement names the condition, what was found and at which block', () => {
    const condition = owls({ minimum: 2n })
    const { verdict } = judge({
      requirement: require({ kind: 'all', of: [condition] }),
      wallets: [wallet('1')],
      answer: () => read(1n),
    })
    expect(verdict).toEqual({
      kind: 'unmet',
      unmet: [{ condition, because: 'too-little', found: 1n, wallet: address('1'), block: 7n }],
      missing: 0,
    })
  })

  test('behavior: a minimum sums all wallets, and a wallet named twice counts once', () => {
    const requirement = require(owls({ minimum: 2n }))
    const answer = () => read(1n)
    expect(judge({ requirement, wallets: [wallet('1'), wallet('2')], answer }).verdict.kind).toBe('met')
    expect(judge({ requirement, wallets: [wallet('1'), wallet('1')], answer }).verdict.kind).toBe('unmet')
    const twice = [wallet('1', 'contract'), wallet('1')]
    expect(judge({ requirement, wallets: twice, answer }).verdict.kind).toBe('unmet')
  })

  test('behavior: a maximum applies to each wallet alone, a minimum to all together', () => {
    const requirement = require(owls({ minimum: 4n, maximum: 5n }))
    const holding = (one: bigint, other: bigint) =>
      judge({
        requirement,
        wallets: [wallet('1'), wallet('2')],
        answer: (asked) => read(ownerOf(asked) === address('1') ? one : other),
      }).verdict
    expect(holding(5n, 5n).kind).toBe('met')
    expect(holding(6n, 0n)).toMatchObject({ unmet: [{ because: 'too-much', found: 6n }] })
    expect(holding(1n, 2n)).toMatchObject({ unmet: [{ because: 'too-little', found: 3n, wallet: null }] })
    expect(holding(6n, 2n)).toMatchObject({ unmet: [{ found: 6n, wallet: address('1') }] })
    expect(holding(2n, 6n)).toMatchObject({ unmet: [{ found: 6n, wallet: address('2') }] })
  })

  test('behavior: a maximum stays unchecked if one wallet could not be read', () => {
    const requirement = require(owls({ minimum: 1n, maximum: 5n }))
    const wallets = [wallet('1'), wallet('2')]
    const answer = (asked: Read) => (ownerOf(asked) === address('1') ? read(2n) : unread)
    expect(judge({ requirement, wallets, answer }).verdict.kind).toBe('unchecked')
  })

  test('behavior: enough in one wallet is enough, even if the other could not be read', () => {
    const wallets = [wallet('1'), wallet('2')]
    const answer = (amount: bigint) => (asked: Read) =>
      ownerOf(asked) === address('1') ? read(amount) : unread
    const requirement = require(owls({ minimum: 2n }))
    expect(judge({ requirement, wallets, answer: answer(2n) }).verdict.kind).toBe('met')
    expect(judge({ requirement, wallets, answer: answer(1n) }).verdict.kind).toBe('unchecked')
  })

  test('behavior: an exclusion applies to each wallet alone', () => {
    const requirement = require({ kind: 'not', of: owls({ minimum: 10n }) })
    const holding = (one: bigint, other: bigint) =>
      judge({
        requirement,
        wallets: [wallet('1'), wallet('2')],
        answer: (asked) => read(ownerOf(asked) === address('1') ? one : other),
      }).verdict
    expect(holding(6n, 6n).kind).toBe('met')
    expect(holding(0n, 10n)).toMatchObject({
      kind: 'unmet',
      unmet: [{ because: 'excluded', found: 10n, wallet: address('2') }],
    })
  })

  test('behavior: an exclusion that could not be read stays unchecked', () => {
    const requirement = require({ kind: 'not', of: owls() })
    expect(judge({ requirement, wallets: [wallet('1')], answer: () => unread }).verdict.kind).toBe(
      'unchecked',
    )
  })

  test('behavior: a contract wallet holds nothing on a chain on which it did not sign', () => {
    const polygon = owls({ chain: 'polygon' as ChainSlug })
    const asked = (kind: 'key' | 'contract') =>
      judge({ requirement: require(polygon), wallets: [wallet('1', kind)], answer: () => read(1n) })
    expect(asked('contract').reads).toEqual([])
    expect(asked('contract').verdict.kind).toBe('unmet')
    expect(asked('key').reads).toHaveLength(1)
  })

  test('behavior: a wallet is read only on chains of its own family', () => {
    const mint: Condition = {
      kind: 'spl',
      chain: solana,
      contract: solanaAddress('b'),
      label: { name: '', symbol: '' },
      minimum: 1n,
      maximum: null,
      decimals: 9,
    }
    const both = [wallet('1'), { chain: solana, address: solanaAddress('a'), kind: 'key' as const }]
    const requirement = require({ kind: 'all', of: [mint, owls()] })
    const { reads, verdict } = judge({ requirement, wallets: both, answer: () => read(1n) })
    expect(reads.map(ownerOf)).toEqual([solanaAddress('a'), address('1')])
    expect(verdict.kind).toBe('met')
  })

  test('behavior: a multi-token condition sums its ids, or needs each of them', () => {
    const answer = (asked: Read) => read('tokenId' in asked && asked.tokenId === 7n ? 1n : 2n)
    const judged = (over: Partial<Erc1155Condition>) =>
      judge({ requirement: require({ ...passes, ...over }), wallets: [wallet('1')], answer }).verdict
    expect(judged({}).kind).toBe('met')
    expect(judged({ minimum: 6n })).toMatchObject({ unmet: [{ found: 5n }] })
    expect(judged({ perId: true, minimum: 1n }).kind).toBe('met')
    expect(judged({ perId: true, minimum: 2n })).toMatchObject({ unmet: [{ found: 1n }] })
  })

  describe('any token of a multi-token contract', () => {
    const anyPass: Erc1155Condition = { ...passes, tokenIds: [] }
    const atLeast = (amount: bigint): Balance => ({
      ...(unread as UnreadBalance),
      atLeast: read(amount) as ReadBalance,
    })
    const judged = (over: Partial<Erc1155Condition>, balance: Balance, isNegated = false) => {
      const root: RequirementNode = { ...anyPass, ...over }
      return judge({
        requirement: require(isNegated ? { kind: 'not', of: root } : root),
        wallets: [wallet('1')],
        answer: () => balance,
      })
    }

    test('default: one read counts all units of the contract', () => {
      const { reads, verdict } = judged({}, read(5n))
      expect(reads).toMatchObject([{ kind: 'erc1155All', contract: anyPass.contract }])
      expect(verdict.kind).toBe('met')
      expect(judged({}, read(4n)).verdict).toMatchObject({ kind: 'unmet', unmet: [{ found: 4n }] })
    })

    test('behavior: an unfinished count can be enough, but never proves too little', () => {
      expect(judged({}, atLeast(5n)).verdict.kind).toBe('met')
      expect(judged({}, atLeast(4n)).verdict.kind).toBe('unchecked')
      expect(judged({ maximum: 9n }, atLeast(5n)).verdict.kind).toBe('unchecked')
      expect(judged({ maximum: 9n }, atLeast(10n)).verdict).toMatchObject({
        unmet: [{ because: 'too-much' }],
      })
      expect(judged({}, atLeast(5n), true).verdict.kind).toBe('unmet')
      expect(judged({}, atLeast(4n), true).verdict.kind).toBe('unchecked')
      expect(judged({}, unread).verdict.kind).toBe('unchecked')
    })

    test('behavior: a vault counts as far as it delegated the contract or single ids', () => {
      const tokens = [{ chain: ethereum, contract: anyPass.contract, tokenId: 7n }]
      const lending = (isLent: (scope: string) => bigint, held: Balance = read(6n)) =>
        judge({
          requirement: require(anyPass),
          wallets: [wallet('1')],
          vaults: [{ address: address('f'), delegates: [address('1')], tokens }],
          answer: (asked) => {
            if (asked.kind === 'delegation') return read(isLent(asked.scope.kind))
            if (ownerOf(asked) !== address('f')) return read(0n)
            return asked.kind === 'erc1155All' ? held : read(5n)
          },
        }).verdict.kind
      expect(lending(() => 0n)).toBe('unmet')
      expect(lending((kind) => (kind === 'contract' ? 2n ** 256n - 1n : 0n))).toBe('met')
      expect(lending((kind) => (kind === 'contract' ? 2n ** 256n - 1n : 0n), atLeast(6n))).toBe('met')
      expect(lending(() => 0n, atLeast(6n))).toBe('unmet')
      expect(lending((kind) => (kind === 'erc1155' ? 5n : 0n))).toBe('met')
      expect(lending((kind) => (kind === 'erc1155' ? 4n : 0n))).toBe('unmet')
    })
  })

  test('behavior: a holding time reads now and then, and needs both', () => {
    const requirement = require(owls(), { heldForBlocks: 100 })
    const holding = (now: bigint, before: bigint) =>
      judge({
        requirement,
        wallets: [wallet('1')],
        answer: (asked) => read('at' in asked && asked.at ? before : now),
      })
    expect(holding(1n, 1n).reads).toMatchObject([{}, { at: { ago: 100 } }])
    expect(holding(1n, 1n).verdict.kind).toBe('met')
    expect(holding(1n, 0n).verdict.kind).toBe('unmet')
    expect(holding(0n, 1n).verdict.kind).toBe('unmet')
  })

  test('behavior: a holding time in hours is read at each chain’s own pace', () => {
    const requirement = require({ kind: 'all', of: [owls(), owls({ chain: 'polygon' as ChainSlug })] }, {
      heldForHours: 24,
    })
    const { reads } = judge({ requirement, wallets: [wallet('1')], answer: () => read(1n) })
    expect(reads.map((one) => 'at' in one && one.at)).toEqual([
      undefined,
      { ago: 7_200 },
      undefined,
      { ago: 43_200 },
    ])
  })

  test('behavior: a chain with a snapshot is read at its block, other chains are read now', () => {
    const requirement = require({ kind: 'all', of: [owls(), owls({ chain: 'polygon' as ChainSlug })] }, {
      snapshots: [{ chain: ethereum, block: 18n }],
    })
    const { reads } = judge({ requirement, wallets: [wallet('1')], answer: () => read(1n) })
    expect(reads).toMatchObject([{ chain: 'ethereum', at: { block: 18n } }, { chain: 'polygon' }])
    expect(reads[1]).toHaveProperty('at', undefined)
  })

  test('behavior: one wallet on an allow list is enough, and one on a deny list is too many', () => {
    const listed = (kind: 'allowlist' | 'denylist', ...on: string[]) =>
      judge({
        requirement: require({ kind, chain: null, listId: LIST, listName: 'Friends' }),
        wallets: [wallet('1'), wallet('2')],
        answer: (asked) => read(asked.kind === 'list' && on.includes(asked.address) ? 1n : 0n),
      }).verdict
    expect(listed('allowlist', address('2')).kind).toBe('met')
    expect(listed('allowlist')).toMatchObject({ unmet: [{ because: 'not-listed' }] })
    expect(listed('denylist').kind).toBe('met')
    expect(listed('denylist', address('2'))).toMatchObject({ unmet: [{ because: 'listed' }] })
  })

  test('behavior: under a not, a contract wallet that may be on a list meets neither kind of list', () => {
    const judged = (kind: 'allowlist' | 'denylist', chain: string) =>
      judge({
        requirement: require({ kind: 'not', of: { kind, chain: null, listId: LIST, listName: '' } }),
        wallets: [{ ...wallet('1', 'contract'), chain: chain as ChainSlug }],
        answer: () => read(1n),
      }).verdict.kind
    expect(judged('allowlist', 'ethereum')).toBe('unmet')
    expect(judged('denylist', 'ethereum')).toBe('unmet')
  })

  test('behavior: under a not, a contract wallet that signed on two chains is one wallet', () => {
    const both = { kind: 'all' as const, of: [owls(), owls({ chain: 'polygon' as ChainSlug })] }
    const wallets = [wallet('1', 'contract'), { ...wallet('1', 'contract'), chain: 'polygon' as ChainSlug }]
    const { verdict } = judge({
      requirement: require({ kind: 'not', of: both }),
      wallets,
      answer: () => read(1n),
    })
    expect(verdict.kind).toBe('unmet')
  })

  test('behavior: a deleted list stays unchecked, negated or not', () => {
    const judged = (root: Condition | { kind: 'not'; of: Condition }) =>
      judge({
        requirement: require(root),
        wallets: [wallet('1')],
        answer: () => ({ kind: 'unread', code: 'ERR_LIST_NOT_FOUND', chain: null }),
      }).verdict
    for (const kind of ['allowlist', 'denylist'] as const) {
      const list: Condition = { kind, chain: null, listId: LIST, listName: '' }
      const closed = { kind: 'unchecked', code: 'ERR_LIST_NOT_FOUND', chain: null }
      expect([judged(list), judged({ kind: 'not', of: list })]).toEqual([closed, closed])
    }
  })

  test('behavior: a contract wallet is on an allow list only if its chain is named, and on a deny list for any chain', () => {
    const listed = (kind: 'allowlist' | 'denylist', chain: string | null) =>
      judge({
        requirement: require({ kind, chain: chain as ChainSlug | null, listId: LIST, listName: '' }),
        wallets: [wallet('1', 'contract')],
        answer: () => read(1n),
      }).verdict.kind
    expect(listed('allowlist', null)).toBe('unmet')
    expect(listed('allowlist', 'polygon')).toBe('unmet')
    expect(listed('allowlist', 'ethereum')).toBe('met')
    expect(listed('denylist', 'polygon')).toBe('unmet')
  })

  test('refuses: a requirement without conditions, a visit without wallets, and missing answers', () => {
    const answer = () => read(1n)
    expect(
      judge({ requirement: require({ kind: 'all', of: [] }), wallets: [wallet('1')], answer }).verdict.kind,
    ).toBe('unmet')
    expect(
      judge({ requirement: require({ kind: 'any', of: [] }), wallets: [wallet('1')], answer }).verdict.kind,
    ).toBe('unmet')
    expect(judge({ requirement: require(owls()), wallets: [], answer }).verdict.kind).toBe('unmet')
    const missing = judge({
      requirement: require(owls()),
      wallets: [wallet('1')],
      answer: () => undefined as never,
    })
    expect(missing.verdict.kind).toBe('unchecked')
  })
})

describe('vaults', () => {
  const vault = { address: address('e'), delegates: [address('1')], tokens: [] }
  const single = { ...vault, tokens: [{ chain: ethereum, contract: address('a'), tokenId: 5n }] }
  type Answers = { lent?: bigint; lentToken?: bigint; held?: bigint; heldIds?: bigint }
  const open = (
    asked: Condition,
    named: typeof vault | typeof single,
    answers: Answers,
    wallets = [wallet('1')],
  ) =>
    judge({
      requirement: require(asked),
      wallets,
      vaults: [named],
      answer: (one) => {
        if (one.kind === 'delegation') {
          return read((one.scope.kind === 'erc721' ? answers.lentToken : answers.lent) ?? 0n)
        }
        if (ownerOf(one) !== vault.address) return read(0n)
        return read((one.kind === 'erc721Ids' ? answers.heldIds : answers.held) ?? 0n)
      },
    })

  test('default: what a vault holds counts once it is delegated to a wallet that signed', () => {
    const lent = open(owls(), vault, { lent: 1n << 255n, held: 3n })
    expect(lent.verdict.kind).toBe('met')
    expect(lent.report.now).toMatchObject({
      holders: [{ amount: 0n }, { address: vault.address, via: address('1'), amount: 3n }],
    })
    expect(open(owls(), vault, { lent: 0n, held: 3n }).verdict.kind).toBe('unmet')
  })

  test('behavior: an amount that is delegated in part counts in part', () => {
    const coins: Condition = { ...owls({ minimum: 3n }), kind: 'erc20', decimals: 0 }
    const { tokenIds: _, ...erc20 } = coins as typeof coins & { tokenIds?: unknown }
    expect(open(erc20 as Condition, vault, { lent: 2n, held: 9n }).verdict).toMatchObject({
      unmet: [{ found: 2n }],
    })
    expect(open(erc20 as Condition, vault, { lent: 3n, held: 9n }).verdict.kind).toBe('met')
  })

  test('behavior: a single delegated NFT counts, even if the collection is not delegated', () => {
    const answers = { lent: 0n, lentToken: 1n, held: 9n, heldIds: 1n }
    expect(open(owls(), single, answers).verdict.kind).toBe('met')
    expect(open(owls({ minimum: 2n }), single, answers).verdict.kind).toBe('unmet')
    expect(open(owls(), single, { ...answers, heldIds: 0n }).verdict.kind).toBe('unmet')
    expect(open(owls({ tokenIds: [{ first: 6n, last: 9n }] }), single, answers).verdict.kind).toBe('unmet')
  })

  test('behavior: a vault with several delegates counts once, up to the largest delegated amount', () => {
    const [first, second, third] = ['1', '2', '3'].map(address)
    const coins = { ...owls(), kind: 'erc20', decimals: 0 } as unknown as Condition
    const ask = (lent: Readonly<Record<string, bigint | null>>, minimum: bigint) =>
      judge({
        requirement: require({ ...coins, minimum } as Condition),
        wallets: [wallet('1'), wallet('2')],
        vaults: [{ ...vault, delegates: [first, second, third].filter((one) => one !== undefined) }],
        answer: (one) => {
          if (one.kind !== 'delegation') return read(ownerOf(one) === vault.address ? 5n : 0n)
          const amount = lent[one.delegate] ?? null
          return amount === null ? { kind: 'unread', code: 'ERR_TOKEN_READ', chain: ethereum } : read(amount)
        },
      }).verdict.kind
    const all = 1n << 255n
    expect(ask({ [`${second}`]: all, [`${first}`]: 0n }, 5n)).toBe('met')
    expect(ask({ [`${second}`]: all, [`${first}`]: all }, 6n)).toBe('unmet')
    expect(ask({ [`${second}`]: 2n, [`${first}`]: 3n }, 3n)).toBe('met')
    expect(ask({ [`${second}`]: 2n, [`${first}`]: 3n }, 4n)).toBe('unmet')
    expect(ask({ [`${second}`]: all, [`${first}`]: null }, 5n)).toBe('met')
    expect(ask({ [`${second}`]: 2n, [`${first}`]: null }, 2n)).toBe('unchecked')
    // A wallet that did not sign speaks for no vault.
    expect(ask({ [`${third}`]: all, [`${first}`]: 0n, [`${second}`]: 0n }, 1n)).toBe('unmet')
  })

  test('refuses: a vault whose delegate did not sign, and a delegate that signed on another chain', () => {
    const answers = { lent: 1n, held: 3n }
    expect(open(owls(), vault, answers, [wallet('2')]).verdict.kind).toBe('unmet')
    const contract = [{ ...wallet('1', 'contract'), chain: 'polygon' as ChainSlug }]
    expect(open(owls(), vault, answers, contract).verdict.kind).toBe('unmet')
  })

  test('behavior: a vault that signs in itself counts once', () => {
    const { verdict } = open(owls({ minimum: 4n }), vault, { lent: 1n << 255n, held: 3n }, [
      wallet('1'),
      wallet('e'),
    ])
    expect(verdict).toMatchObject({ unmet: [{ found: 3n }] })
  })

  test('refuses: to reveal whether a wallet that delegated nothing is on a list', () => {
    const judged = (kind: 'allowlist' | 'denylist') =>
      judge({
        requirement: require({ kind, chain: null, listId: LIST, listName: '' }),
        wallets: [wallet('1')],
        vaults: [vault],
        answer: (one) => read(one.kind === 'list' && one.address === vault.address ? 1n : 0n),
      }).verdict.kind
    expect([judged('allowlist'), judged('denylist')]).toEqual(['unmet', 'met'])
  })

  test.each(['allowlist', 'denylist'] as const)(
    'refuses: to reveal the %s entry of a wallet whose delegations could not be read (ERR_CHAIN_READ)',
    (kind) => {
      const judged = (listed: bigint) =>
        judge({
          requirement: require({
            kind: 'all',
            of: [owls(), { kind, chain: null, listId: LIST, listName: '' }],
          }),
          wallets: [wallet('1')],
          vaults: [vault],
          answer: (one) => {
            if (one.kind === 'delegation') return unread
            if (one.kind === 'list') return read(one.address === vault.address ? listed : 0n)
            return read(9n)
          },
        })
      const [on, off] = [judged(1n), judged(0n)]
      expect(on).toEqual(off)
      expect(on.verdict).toMatchObject({ code: 'ERR_CHAIN_READ' })
    },
  )

  test('behavior: a listed wallet stays listed, whatever a named vault has delegated', () => {
    const judged = (kind: 'allowlist' | 'denylist') =>
      judge({
        requirement: require({ kind: 'all', of: [{ kind, chain: null, listId: LIST, listName: '' }] }),
        wallets: [wallet('1')],
        vaults: [vault],
        answer: (one) => (one.kind === 'list' && one.address !== vault.address ? read(1n) : unread),
      }).verdict
    expect([judged('allowlist').kind, judged('denylist').kind]).toEqual(['met', 'unmet'])
  })

  test('behavior: a vault’s place on an allow list does not help its delegate, and one on a deny list counts against it', () => {
    const judged = (kind: 'allowlist' | 'denylist') =>
      judge({
        requirement: require({
          kind: 'all',
          of: [owls(), { kind, chain: null, listId: LIST, listName: '' }],
        }),
        wallets: [wallet('1')],
        vaults: [vault],
        answer: (one) => {
          if (one.kind === 'list') return read(one.address === vault.address ? 1n : 0n)
          return read(one.kind === 'delegation' || ownerOf(one) === vault.address ? 9n : 0n)
        },
      }).verdict
    expect(judged('allowlist')).toMatchObject({ unmet: [{ because: 'not-listed' }] })
    expect(judged('denylist')).toMatchObject({ unmet: [{ because: 'listed' }] })
  })

  test('behavior: a contract wallet that is also named as a vault counts once', () => {
    const both = [wallet('e', 'contract'), wallet('1')]
    const { verdict } = open(owls({ minimum: 4n }), vault, { lent: 1n << 255n, held: 3n }, both)
    expect(verdict).toMatchObject({ unmet: [{ found: 3n }] })
  })

  test('behavior: at a snapshot, the vault’s balance is read at the block and its delegation now', () => {
    const { reads } = judge({
      requirement: require(owls(), { snapshots: [{ chain: ethereum, block: 18n }] }),
      wallets: [wallet('1')],
      vaults: [vault],
      answer: () => read(1n),
    })
    const moments = reads.map((one) => [one.kind, 'at' in one ? one.at : undefined])
    expect(moments).toContainEqual(['delegation', undefined])
    expect(moments.filter(([kind, at]) => kind === 'erc721' && at === undefined)).toEqual([])
  })

  test('behavior: each delegation is read in the scope of its condition', () => {
    const { reads } = open(passes, vault, {})
    expect(
      reads.filter(({ kind }) => kind === 'delegation').map((one) => 'scope' in one && one.scope),
    ).toEqual([
      { kind: 'erc1155', contract: address('a'), tokenId: 1n },
      { kind: 'erc1155', contract: address('a'), tokenId: 2n },
      { kind: 'erc1155', contract: address('a'), tokenId: 7n },
    ])
    expect(new Set(reads.map(contractOf))).toEqual(new Set([address('a'), '']))
  })
})
