import { describe, expect, onTestFinished, test } from 'vitest'
import { createEvmChain } from '../../../app/core/chain/caip2.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import { parseTokenIdText } from '../../../app/core/gate/draftCondition.ts'
import { draftGate } from '../../../app/core/gate/draftGate.ts'
import type { ConditionForm, GateForm, GroupForm, NodeForm } from '../../../app/core/gate/form.ts'
import { listConditionForms } from '../../../app/core/gate/form.ts'
import { formatRequirementForm } from '../../../app/core/gate/formatRequirementForm.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { formatRequirement } from '../../../app/core/requirement/formatRequirement.ts'
import { entryOf } from '../../../app/core/requirement/kinds/table.ts'
import { listConditions } from '../../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../../app/core/requirement/parseRequirement.ts'
import { KIND_SAMPLES } from '../requirement/kindSamples.ts'

const contract = `0x${'ab'.repeat(20)}`
const mint = 'So11111111111111111111111111111111111111112'
const LIST = '6f1f3c1e-58a4-4a1c-9d53-0d6a3a1b7c01'

function condition(over: Partial<ConditionForm> = {}): ConditionForm {
  const plain = { minimum: '', maximum: '', tokenIds: '', perId: false, listId: '' }
  return { kind: 'erc721', chain: 'ethereum', contract, ...plain, ...over }
}
function group(kind: GroupForm['kind'], ...of: NodeForm[]): GroupForm {
  return { kind, count: '1', of }
}

/** Draft with chains that describe each contract as the condition expects. */
function draft(root: GroupForm, over: Partial<GateForm> = {}) {
  const form: GateForm = {
    name: 'Owls',
    discountName: '',
    state: 'active',
    test: { isOn: false, wallets: '' },
    subject: { kind: 'products', productIds: [1], variants: [], collectionIds: [] },
    root,
    moment: 'now',
    heldFor: { amount: '', unit: 'days' },
    snapshots: [],
    reaction: { ...NO_FLAGS, price: 'percentage', value: '10' },
    cap: '',
    limits: { perWallet: '', perToken: '', total: '' },
    schedule: { startsAt: '', endsAt: '', afterEnd: 'public' },
    guard: 'open',
    combination: {
      orderDiscounts: true,
      productDiscounts: false,
      shippingDiscounts: true,
      purchases: 'both',
    },
    recheck: false,
    freshSignature: false,
    showsUses: false,
    ...over,
  }
  const descriptions = new Map(
    listConditionForms(root).map(({ path, condition: { kind } }) => [path, KIND_SAMPLES[kind].description]),
  )
  const lists = new Map([[LIST, 'Friends']])
  return draftGate({
    form,
    descriptions,
    lists,
    isChecksummed: () => false,
    isReadable: (chain) => chain !== 'bnb',
    hashName: () => null,
    traitTables: new Map(),
    ianaTimezone: 'Europe/Berlin',

    currencyCode: 'EUR',
    platform: 'shopify',
    usesCartMetafield: false,
  }).requirement
}
function issuesOf(root: GroupForm, over: Partial<GateForm> = {}): unknown {
  try {
    draft(root, over)
  } catch (error) {
    return (error as { details?: { fields?: unknown } }).details?.fields
  }
  return 'none'
}

describe('draftRequirement', () => {
  test('default: amounts become base units, ids are merged, and "none of" becomes "not"', () => {
    const root = group(
      'all',
      condition({ kind: 'erc20', minimum: '1.5', maximum: '20' }),
      condition({ kind: 'native', contract: '', minimum: '0,1' }),
      condition({ kind: 'spl', chain: 'solana', contract: mint, minimum: '2' }),
      condition({ kind: 'creator', chain: 'solana', contract: mint }),
      condition({ kind: 'erc721', tokenIds: '0x1, 1 5-9' }),
      group('none', condition({ kind: 'allowlist', chain: '', contract: '', listId: LIST })),
      group('none', condition(), condition({ kind: 'erc1155', tokenIds: '7', perId: true })),
    )
    expect(draft(root).root).toMatchObject({
      kind: 'all',
      of: [
        { minimum: 1_500_000n, maximum: 20_000_000n, decimals: 6 },
        { kind: 'native', minimum: 10n ** 17n },
        { kind: 'spl', minimum: 2_000_000n },
        { kind: 'creator', minimum: 1n },
        {
          tokenIds: [
            { first: 1n, last: 1n },
            { first: 5n, last: 9n },
          ],
        },
        { kind: 'not', of: { kind: 'allowlist', listName: 'Friends', chain: null } },
        { kind: 'not', of: { kind: 'any', of: [{ kind: 'erc721' }, { kind: 'erc1155', perId: true }] } },
      ],
    })
  })

  test('behavior: an amount of a coin has the decimals of its chain, also when the chain is gone from the configuration', () => {
    onTestFinished(() => setOwnChains([]))
    setOwnChains([{ ...createEvmChain(295), nativeSymbol: 'HBAR', coinDecimals: 8 }])
    const root = group(
      'all',
      condition({ kind: 'native', chain: 'eip155:295', contract: '', minimum: '2.5' }),
    )
    const drafted = draft(root)
    expect(drafted.root).toMatchObject({ of: [{ minimum: 250_000_000n, decimals: 8 }] })
    const finer = group('all', { ...root.of[0], minimum: '0.000000001' } as ConditionForm)
    expect(issuesOf(finer)).toEqual({ 'root.of.0.minimum': 'not-an-amount' })
    setOwnChains([])
    const [condition_] = listConditions(parseRequirement(formatRequirement(drafted)).root)
    if (!condition_) throw new Error('The requirement has no condition.')
    expect(entryOf(condition_).describe(condition_)).toMatchObject({ minimum: '2.5' })
    expect(formatRequirementForm(drafted).root).toMatchObject({ of: [{ minimum: '2.5' }] })
  })

  test('behavior: an address in mixed case needs its checksum; one in a single case does not', () => {
    const mixed = `0x${'aB'.repeat(20)}`
    expect(issuesOf(group('all', condition({ contract: mixed })))).toEqual({
      'root.of.0.contract': 'address-checksum',
    })
    expect(issuesOf(group('all', condition({ contract: `0x${'AB'.repeat(20)}` })))).toBe('none')
  })

  const deep = (levels: number): GroupForm =>
    levels === 1 ? group('all', condition()) : group(levels % 2 ? 'all' : 'any', deep(levels - 1))
  const nested = group('none', condition(), condition())

  test.each<[string, GroupForm, Partial<GateForm>, Record<string, string>]>([
    ['six levels', deep(6), {}, { 'root.of.0.of.0.of.0.of.0.of.0': 'too-deep' }],
    [
      'none of several conditions on the fifth level, which takes two',
      group('all', group('any', group('all', group('any', nested)))),
      {},
      { 'root.of.0.of.0.of.0.of.0': 'too-deep' },
    ],
    [
      'a chain without an endpoint',
      group('all', condition({ chain: 'bnb' })),
      {},
      { 'root.of.0.chain': 'chain-not-configured' },
    ],
    ['an empty group', group('all', group('any')), {}, { 'root.of.0': 'required' }],
    ['101 conditions', group('all', ...Array(101).fill(condition())), {}, { root: 'too-many' }],
    ['at least 0', group('all', condition({ minimum: '0' })), {}, { 'root.of.0.minimum': 'at-least-zero' }],
    [
      'a comma that may separate thousands',
      group('all', condition({ kind: 'erc20', minimum: '1,000' })),
      {},
      { 'root.of.0.minimum': 'comma-unclear' },
    ],
    [
      'a fraction of an NFT',
      group('all', condition({ minimum: '1,5' })),
      {},
      { 'root.of.0.minimum': 'not-an-amount' },
    ],
    [
      'a maximum below the minimum',
      group('all', condition({ minimum: '3', maximum: '2' })),
      {},
      { 'root.of.0.maximum': 'maximum-below-minimum' },
    ],
    [
      'a wrong address and malformed amounts',
      group('all', condition({ contract: '0x12', minimum: '-5', maximum: 'many' })),
      {},
      {
        'root.of.0.contract': 'address-invalid',
        'root.of.0.minimum': 'not-an-amount',
        'root.of.0.maximum': 'not-an-amount',
      },
    ],
    [
      '21 ids of a multi-token contract',
      group('all', condition({ kind: 'erc1155', tokenIds: '1-21' })),
      {},
      { 'root.of.0.tokenIds': 'token-ids-invalid' },
    ],
    [
      'an id of 2^256',
      group('all', condition({ tokenIds: String(1n << 256n) })),
      {},
      { 'root.of.0.tokenIds': 'token-ids-invalid' },
    ],
    [
      'a holding time on Solana',
      group('all', condition({ kind: 'spl', chain: 'solana', contract: mint })),
      { moment: 'held', heldFor: { amount: '5', unit: 'days' } },
      { heldFor: 'held-on-solana' },
    ],
    ...(['', ' '] as const).map((amount): [string, GroupForm, Partial<GateForm>, Record<string, string>] => [
      `a chosen holding time that is left empty, as "${amount}"`,
      group('all', condition()),
      { moment: 'held', heldFor: { amount, unit: 'days' } },
      { heldFor: 'required' },
    ]),
    ...(
      [
        ['0', 'days'],
        ['1.5', 'days'],
        ['366', 'days'],
        ['8761', 'hours'],
        ['100001', 'blocks'],
      ] as const
    ).map(([amount, unit]): [string, GroupForm, Partial<GateForm>, Record<string, string>] => [
      `a holding time of ${amount} ${unit}`,
      group('all', condition()),
      { moment: 'held', heldFor: { amount, unit } },
      { heldFor: 'held-invalid' },
    ]),
    [
      'a chosen block that is left empty, beside another chain’s',
      group('all', condition(), condition({ chain: 'polygon' })),
      {
        moment: 'snapshots',
        snapshots: [
          { chain: 'ethereum', block: '9' },
          { chain: 'polygon', block: ' ' },
        ],
      },
      { 'snapshots.1.block': 'required' },
    ],
    [
      'chosen blocks that are all the latest',
      group('all', condition()),
      { moment: 'snapshots', snapshots: [{ chain: 'ethereum', block: 'latest' }] },
      { moment: 'required' },
    ],
    [
      'a chosen block where no chain has one',
      group('all', condition({ kind: 'spl', chain: 'solana', contract: mint })),
      { moment: 'snapshots' },
      { moment: 'required' },
    ],
    [
      'a malformed block',
      group('all', condition()),
      { moment: 'snapshots', snapshots: [{ chain: 'ethereum', block: '0' }] },
      { 'snapshots.0.block': 'block-invalid' },
    ],
    [
      'a chain with two snapshots, after one that is dropped',
      group('all', condition()),
      {
        moment: 'snapshots',
        snapshots: [
          { chain: 'polygon', block: '8' },
          { chain: 'ethereum', block: '9' },
          { chain: 'ethereum', block: '10' },
        ],
      },
      { 'snapshots.2.block': 'block-invalid' },
    ],
  ])('refuses: %s (ERR_GATE_INVALID)', (_, root, over, issues) => {
    expect(issuesOf(root, over)).toEqual(issues)
  })
})

describe('snapshots', () => {
  test('behavior: a chain may be read at its latest block beside one of the past', () => {
    const snapshots = [
      { chain: 'ethereum', block: '9' },
      { chain: 'polygon', block: 'Latest' },
    ]
    const both = group('all', condition(), condition({ chain: 'polygon' }))
    expect(draft(both, { moment: 'snapshots', snapshots }).snapshots).toEqual([
      { chain: 'ethereum', block: 9n },
    ])
  })

  test('behavior: only the chosen moment counts', () => {
    const heldFor = { amount: '7', unit: 'days' } as const
    const over = { heldFor, snapshots: [{ chain: 'ethereum', block: '9' }] }
    const owls = group('all', condition())
    const now = { heldForBlocks: 0, heldForHours: 0, snapshots: [] }
    expect(draft(owls, over)).toMatchObject(now)
    expect(draft(owls, { ...over, moment: 'held' })).toMatchObject({ ...now, heldForHours: 168 })
    expect(draft(owls, { moment: 'held', heldFor: { amount: '36', unit: 'hours' } }).heldForHours).toBe(36)
    expect(draft(owls, { moment: 'held', heldFor: { amount: '5', unit: 'blocks' } }).heldForBlocks).toBe(5)
  })

  test('behavior: a snapshot of a chain that the requirement does not read is dropped', () => {
    const snapshots = [
      { chain: 'ethereum', block: '9' },
      { chain: 'polygon', block: '8' },
    ]
    expect(draft(group('all', condition()), { moment: 'snapshots', snapshots }).snapshots).toEqual([
      { chain: 'ethereum', block: 9n },
    ])
  })
})

describe('parseTokenIdText', () => {
  test.each(['1-', '-1', '1-2-3', '5-4', 'one', '1.5', '0x', `0x${'f'.repeat(65)}`, '0-2000'])(
    'refuses: %j',
    (text) => {
      expect(parseTokenIdText(text)).toBeNull()
    },
  )

  test('behavior: the hexadecimal and decimal spellings of an id are one id', () => {
    const big = (1n << 255n) + 1n
    expect(parseTokenIdText(`0x${big.toString(16)} ${big}`)).toEqual([{ first: big, last: big }])
    expect(parseTokenIdText('')).toEqual([])
  })
})
