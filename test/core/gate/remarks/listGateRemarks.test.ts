import { describe, expect, test } from 'vitest'
import { formatRemark } from '../../../../app/admin/remarks/formatRemark.ts'
import type { ConditionForm, GateForm, GroupForm } from '../../../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../../../app/core/gate/reactionKinds.ts'
import { listGateRemarks } from '../../../../app/core/gate/remarks/listGateRemarks.ts'
import type {
  GateFacts,
  OverlappingGate,
  ProductFacts,
  Remark,
} from '../../../../app/core/gate/remarks/types.ts'
import type { GateNumber } from '../../../../app/core/gate/types.ts'

const owls: ConditionForm = {
  kind: 'erc721',
  chain: 'ethereum',
  contract: `0x${'2'.repeat(40)}`,
  minimum: '2',
  maximum: '',
  tokenIds: '',
  perId: false,
  listId: '',
}
const listed: ConditionForm = { ...owls, kind: 'allowlist', chain: '', contract: '', listId: 'l' }
const unlisted: ConditionForm = { ...listed, kind: 'denylist' }
const group = (kind: GroupForm['kind'], of: GroupForm['of'], count = ''): GroupForm => ({ kind, count, of })

const plain: GateForm = {
  name: 'Owls',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: { kind: 'products', productIds: [1], variants: [], collectionIds: [] },
  root: group('all', [owls]),
  moment: 'now',
  heldFor: { amount: '', unit: 'days' },
  snapshots: [],
  reaction: { ...NO_FLAGS, price: 'percentage', value: '20' },
  cap: '',
  limits: { perWallet: '', perToken: '', total: '' },
  schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
  guard: 'open',
  combination: { orderDiscounts: true, productDiscounts: false, shippingDiscounts: true, purchases: 'both' },
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
const nothing: GateFacts = {
  platform: 'shopify',
  listSizes: new Map(),
  descriptions: new Map(),
  holders: new Map(),
  products: [],
  overlaps: [],
  otherTitles: [],
}
const remarks = (form: Partial<GateForm>, facts: Partial<GateFacts> = {}): Remark[] =>
  listGateRemarks({ form: { ...plain, ...form }, facts: { ...nothing, ...facts } })
const say = (...asked: Parameters<typeof remarks>) => remarks(...asked).map((one) => formatRemark(one).text)

const mug: ProductFacts = {
  id: 1,
  title: 'Camp Mug',
  isOnline: true,
  isBundle: false,
  isGiftCard: false,
  subscription: 'none',
}
const other: OverlappingGate = {
  number: 7 as GateNumber,
  name: 'Members',
  reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 1_000 } },
  product: 'Camp Mug',
}

test('default: nothing to say about a usual gate', () => {
  expect(remarks({}, { products: [mug], listSizes: new Map([['l', 5]]) })).toEqual([])
})

describe('conditions', () => {
  test.each<[string, GroupForm, boolean]>([
    ['“none of” alone', group('none', [owls]), true],
    ['“not on a list” alone', group('all', [unlisted]), true],
    ['“none of” beside a token', group('all', [owls, group('none', [listed])]), false],
    [
      'two of a token, “none of” and “not on a list”',
      group('atLeast', [owls, group('none', [owls]), unlisted], '2'),
      true,
    ],
    ['all three of them', group('atLeast', [owls, group('none', [owls]), unlisted], '3'), false],
    ['none of “not on a list”', group('none', [unlisted]), false],
    ['no condition yet', group('none', []), false],
  ])('behavior: %s: %s', (_name, root, isSaid) => {
    expect(remarks({ root }).some(({ kind }) => kind === 'met-by-nothing')).toBe(isSaid)
  })

  test('behavior: “not on a list” inside “at least n of” and “any of” is named at its list', () => {
    const inside = group('all', [owls, group('atLeast', [owls, unlisted], '1')])
    expect(remarks({ root: inside })).toEqual([{ kind: 'unlisted-counts', path: 'root.of.1.of.1.listId' }])
    expect(remarks({ root: group('all', [owls, unlisted]) })).toEqual([])
  })

  test('behavior: an empty list, for both ways to use it', () => {
    const root = group('all', [owls, listed, unlisted])
    const facts = { listSizes: new Map([['l', 0]]) }
    expect(remarks({ root }, facts).map(({ path }) => path)).toEqual(['root.of.1.listId', 'root.of.2.listId'])
    expect(say({ root }, facts)).toEqual([
      'This list is empty, so no wallet is on it.',
      'This list is empty, so it keeps nobody out.',
    ])
    // A list that the shop does not have is the save's to refuse.
    expect(remarks({ root })).toEqual([])
  })

  test('behavior: a token that nobody holds, and one of which too few exist', () => {
    const described = (supply: string) => ({
      descriptions: new Map([
        ['root.of.0', { kind: 'erc721', name: 'Owls', symbol: 'OWL', supply } as const],
      ]),
    })
    expect(say({}, described('0'))).toEqual(['Owls has a supply of 0, so nobody holds it yet.'])
    expect(say({}, described('1'))).toEqual([
      'Only 1 of Owls exist, so no wallet can hold as many as the gate asks for.',
    ])
    expect(say({}, described('2'))).toEqual([])
    expect(remarks({}, { descriptions: new Map([['root.of.0', null]]) })).toEqual([])
  })

  test('behavior: a number of NFTs that hardly any wallet holds, where no supply is told', () => {
    const asking = (minimum: string, kind: 'erc721' | 'erc1155') =>
      say(
        { root: group('all', [{ ...owls, minimum }]) },
        { descriptions: new Map([['root.of.0', { kind, name: 'Owls', symbol: 'OWL' } as const]]) },
      )
    expect(asking('1001', 'erc721')).toEqual([
      'Hardly any wallet holds as many of Owls, which does not say how many exist. Check the number.',
    ])
    expect(asking('1000', 'erc721')).toEqual([])
    // Of one id of these there may be millions.
    expect(asking('100000', 'erc1155')).toEqual([])
  })

  test('behavior: a token that none of the latest wallets holds, if enough of them were read', () => {
    const owls = { kind: 'erc721', name: 'Owls', symbol: 'OWL' } as const
    const among = (read: number, holding: number) =>
      say(
        {},
        {
          descriptions: new Map([['root.of.0', owls]]),
          holders: new Map([['root.of.0', { read, holding }]]),
        },
      )
    expect(among(12, 0)).toEqual(['None of the last 12 wallets that signed in at your shop holds Owls.'])
    expect(among(12, 1)).toEqual([])
    expect(among(2, 0)).toEqual([])
    expect(say({}, { descriptions: new Map([['root.of.0', owls]]) })).toEqual([])
  })

  test('behavior: an address that is no token on its chain', () => {
    const descriptions = new Map([['root.of.0', { kind: 'unknown', reason: 'no-code' } as const]])
    expect(remarks({}, { descriptions })).toEqual([
      { kind: 'not-a-token', path: 'root.of.0.contract', reason: 'no-code' },
    ])
    expect(say({}, { descriptions })[0]).toContain('The token may be on another chain.')
  })
})

describe('overlaps', () => {
  const price = (value: string, kind: GateForm['reaction']['price'] = 'percentage') =>
    say({ reaction: { ...NO_FLAGS, price: kind, value } }, { overlaps: [other] })[0]

  test('default: the gate is named, and which of the two wins', () => {
    const shared = 'The gate “Members” also applies to “Camp Mug”. '
    expect(price('20')).toBe(
      `${shared}Shoppers who unlock both get this gate’s discount, because it is larger.`,
    )
    expect(price('5')).toBe(
      `${shared}Shoppers who unlock both get that gate’s discount, because it is larger.`,
    )
    expect(price('10')).toBe(`${shared}Both give the same discount, and nobody gets it twice.`)
    expect(price('5', 'fixedAmount')).toBe(`${shared}Shoppers who unlock both get the larger discount.`)
    expect(price('5', 'orderPercentage')).toBe(shared.trim())
  })

  test('behavior: exclusive gates say who can buy', () => {
    const exclusive = { ...NO_FLAGS, exclusive: true, price: 'none', value: '' } as const
    const theirs = { ...other, reaction: { ...NO_FLAGS, exclusive: true, price: null } }
    expect(say({ reaction: exclusive }, { overlaps: [theirs] })[0]).toContain('an unlock of either is enough')
    expect(say({ reaction: exclusive }, { overlaps: [other] })[0]).toContain('This gate is exclusive')
    expect(say({}, { overlaps: [theirs] })[0]).toContain('That gate is exclusive')
  })

  test('behavior: many gates are counted after the third, and a paused form shares nothing', () => {
    const overlaps = Array.from({ length: 5 }, () => other)
    expect(say({}, { overlaps })).toHaveLength(4)
    expect(say({}, { overlaps }).at(-1)).toBe('2 more gates apply to the same products.')
    expect(say({ state: 'paused' }, { overlaps })).toEqual([])
  })
})

describe('products', () => {
  test.each<[Partial<ProductFacts>, Partial<GateForm>, string]>([
    [{ isOnline: false }, {}, 'not in your online store'],
    [{ isBundle: true }, {}, 'is a bundle'],
    [{ isGiftCard: true }, {}, 'gift card'],
    [
      { subscription: 'required' },
      { combination: { ...plain.combination, purchases: 'oneTime' } },
      'sold only in a subscription',
    ],
    [{}, { combination: { ...plain.combination, purchases: 'subscription' } }, 'not sold in a subscription'],
  ])('behavior: %o under %o', (facts, form, text) => {
    expect(say(form, { products: [{ ...mug, ...facts }] })).toEqual([expect.stringContaining(text)])
  })

  test('behavior: several products are one remark, and a gate without a discount asks for no subscription', () => {
    const products = [1, 2, 3].map((id) => ({ ...mug, id, isOnline: false }))
    expect(say({}, { products })[0]).toMatch(/^“Camp Mug” and 2 more are not in/)
    const reaction = { ...NO_FLAGS, exclusive: true, price: 'none', value: '' } as const
    const combination = { ...plain.combination, purchases: 'subscription' } as const
    expect(say({ reaction, combination }, { products: [mug] })).toEqual([])
  })
})

describe('the name of the discount', () => {
  const otherTitles = ['Owls', 'Holders’ week']

  test.each<[string, Partial<GateForm>, readonly string[]]>([
    ['the gate’s name', { name: ' Owls ' }, ['Owls']],
    ['its own name', { discountName: 'Holders’ week' }, ['Holders’ week']],
    ['its own name instead of the gate’s', { discountName: 'Only for Owls' }, []],
    ['no discount', { reaction: { ...NO_FLAGS, exclusive: true, price: 'none', value: '' } }, []],
  ])('behavior: another discount of the shop has the same name: %s', (_name, form, titles) => {
    const found = remarks(form, { otherTitles })
    expect(found).toEqual(titles.map((title) => ({ kind: 'same-title', path: 'discountName', title })))
    expect(say(form, { otherTitles }).join()).toContain(titles[0] ?? '')
  })
})

describe('a wallet of Flow in a store of BigCommerce', () => {
  const club: ConditionForm = {
    ...owls,
    kind: 'flowNft',
    chain: 'flow',
    contract: 'A.0b2a3299cc857e29.TopShot',
  }
  const store = { platform: 'bigcommerce' } as const

  test('behavior: that no page of the store opens a gate is said at its first condition on Flow', () => {
    expect(remarks({ root: group('all', [owls, club]) }, store)).toEqual([
      { kind: 'flow-wallet', path: 'root.of.1.chain', isExclusive: false },
    ])
    expect(say({ root: group('any', [club]) }, store)).toEqual([
      'A wallet for Flow can’t connect on your store’s pages, so nobody gets this there. Such a gate opens on a page of your own.',
    ])
    const reaction = { ...plain.reaction, exclusive: true }
    expect(say({ root: group('all', [club]), reaction }, store)[0]).toContain(
      'nobody can buy these products there',
    )
  })

  test('behavior: nothing is said where another wallet opens the gate, and of a theme of Shopify', () => {
    expect(remarks({ root: group('any', [owls, club]) }, store)).toEqual([])
    expect(remarks({ root: group('all', [owls, group('any', [owls, club])]) }, store)).toEqual([])
    expect(remarks({ root: group('all', [owls]) }, store)).toEqual([])
    expect(remarks({ root: group('all', [club]) })).toEqual([])
  })
})

describe('limits', () => {
  const limit = (limits: Partial<GateForm['limits']>, kind: ConditionForm['kind'] = 'erc721') =>
    say({ limits: { ...plain.limits, ...limits }, root: group('all', [{ ...owls, kind }]) }).join(' ')

  test.each(['erc20', 'erc1155', 'spl', 'native'] as const)(
    'behavior: a limit per wallet says that units of %s can be sent to another wallet',
    (kind) => {
      expect(limit({ perWallet: '1' }, kind)).toContain('send them to another wallet')
    },
  )

  test('behavior: a limit per wallet says that an NFT can be sent on, unless each is counted', () => {
    expect(limit({ perWallet: '1' })).toContain('A limit per NFT prevents this.')
    expect(limit({ perWallet: '1', perToken: '1' })).toBe('')
    expect(limit({ perWallet: '1' }, 'allowlist')).toBe('')
  })

  test('behavior: a total alone can be taken by one holder, and by units that are sent on', () => {
    expect(limit({ total: '100' })).toContain(
      'Without a limit per wallet or NFT, one holder can take all uses',
    )
    expect(limit({ total: '100' }, 'erc20')).toContain('Without a limit per wallet, one holder')
    expect(limit({ total: '100', perWallet: '1' })).not.toContain('one holder')
    for (const kind of ['erc20', 'erc1155'] as const)
      expect(limit({ total: '9', perWallet: '1' }, kind)).toContain('can then reserve another use.')
  })
})
