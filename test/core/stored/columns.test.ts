import { describe, expect, test } from 'vitest'
import { formatReactionJson, parseReactionJson } from '../../../app/core/gate/reactionJson.ts'
import {
  formatCombinationJson,
  formatLimits,
  formatSchedule,
  formatSubject,
  parseCombination,
  parseGuard,
  parseLimits,
  parseSchedule,
  parseState,
  parseSubject,
} from '../../../app/core/gate/termsJson.ts'
import { parsePayload } from '../../../app/core/job/payloadJson.ts'
import { formatLastImport, parseLastImport } from '../../../app/core/list/lastImportJson.ts'
import { formatCodeGrant, parseCodeGrant } from '../../../app/core/oauth/grantJson.ts'
import { parseUnits } from '../../../app/core/redemption/unitsJson.ts'
import { formatAction, parseAction } from '../../../app/core/settlement/actionJson.ts'
import { formatSettlementDetail, parseSettlementDetail } from '../../../app/core/settlement/settlementJson.ts'
import {
  formatSeen,
  formatSeenGates,
  formatVaults,
  formatWallets,
  parseSeen,
  parseSeenGates,
  parseVaults,
  parseWallets,
} from '../../../app/core/visit/visitJson.ts'
import { listBreakings } from './breakings.ts'

type Column = {
  readonly column: string
  /** The value of a row from before columns had versions. */
  readonly stored: unknown
  readonly parse: (value: unknown) => unknown
  readonly format: (value: never) => unknown
  readonly optional?: readonly string[]
}

const settled = {
  outcome: 'mixed',
  wholeOutcome: 'none',
  reasons: [{ kind: 'order-discount' }, { kind: 'grant-used', grant: '00000000000000a1', by: 5001 }],
  lines: [
    {
      lineId: 71,
      outcome: 'unproved',
      reasons: [
        { kind: 'bad-proof', fault: 'mac' },
        { kind: 'use-gone', grant: '00000000000000a1', gate: 82 },
        { kind: 'over-cap', gate: 82 },
      ],
      gates: [],
      closedGates: [82],
    },
    { lineId: 72, outcome: 'committed', reasons: [], gates: [83], closedGates: [] },
  ],
  gates: [{ gate: 83, revision: 2, grant: '00000000000000a2' }],
  grants: ['00000000000000a2'],
  isCancelled: false,
  rechecks: [{ gate: 83, verdict: 'held' }],
  holders: ['0x1111111111111111111111111111111111111111'],
}
const entry = {
  gate: 83,
  revision: 2,
  cap: 0,
  profile: 1,
  reaction: { exclusive: false, price: { kind: 'f', amount: '12500' }, freeShipping: true },
}

const columns: Column[] = [
  { column: 'subject', stored: { ids: [8101, 8102], kind: 'products' } },
  { column: 'subject', stored: { ids: [91], kind: 'collections' } },
  { column: 'subject', stored: { kind: 'variants', variants: [{ productId: 8101, variantId: 9101 }] } },
  { column: 'subject', stored: { kind: 'all' } },
].map((one) => ({ ...one, parse: parseSubject, format: formatSubject }))
columns.push(
  ...[
    { price: null, exclusive: true, freeShipping: false },
    { price: { kind: 'percentage', hundredths: 2000 }, exclusive: false, freeShipping: false },
    { price: { kind: 'orderPercentage', hundredths: 10000 }, exclusive: false, freeShipping: true },
    { price: { kind: 'fixedAmount', thousandths: '10500' }, exclusive: true, freeShipping: false },
    { price: { kind: 'orderAmount', thousandths: '999999999999' }, exclusive: false, freeShipping: false },
  ].map((stored) => ({ column: 'reaction', stored, parse: parseReactionJson, format: formatReactionJson })),
  {
    column: 'limits',
    stored: { total: 100, perToken: null, perWallet: 1 },
    parse: parseLimits,
    format: formatLimits,
  },
  {
    column: 'schedule',
    stored: { endsAt: null, afterEnd: 'closed', startsAt: 1_764_000_000 },
    parse: parseSchedule,
    format: formatSchedule,
  },
  {
    column: 'combination',
    stored: { purchases: 'both', orderDiscounts: true, productDiscounts: false, shippingDiscounts: true },
    parse: parseCombination,
    format: formatCombinationJson,
  },
  {
    column: 'detail',
    stored: settled,
    parse: parseSettlementDetail,
    format: formatSettlementDetail,
  },
  {
    column: 'detail',
    stored: {
      ...settled,
      tags: ['palisade: suspect'],
      proofs: [
        { place: { kind: 'c' }, grant: '00000000000000a2', entries: [entry] },
        {
          place: { kind: 'l', lineId: 71 },
          grant: '00000000000000a3',
          isUnasked: true,
          entries: [{ ...entry, reaction: { ...entry.reaction, price: null } }],
        },
        { place: { kind: 'code', code: 'PAL-XYZ' }, grant: '00000000000000a4', entries: [] },
      ],
      seenAt: 1_764_000_100,
      customerId: 7001,
      isTold: true,
    },
    parse: parseSettlementDetail,
    format: formatSettlementDetail,
    optional: ['tags', 'proofs', 'proofs[].isUnasked', 'seenAt', 'customerId', 'isTold'],
  },
  {
    column: 'action',
    stored: { kind: 'tag', error: null, holds: [], state: 'done', lineIds: [], unheldLines: [] },
    parse: parseAction,
    format: formatAction,
  },
  {
    column: 'action',
    stored: {
      kind: 'hold',
      error: 'Shopify refused.',
      holds: [
        { fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/2', holdIds: ['gid://h/1'], lineIds: [71] },
      ],
      state: 'pending',
      lineIds: [71, 72],
      unheldLines: [72],
      isNotAllowed: true,
      askedAt: 1_764_000_200,
      accepted: { wholeOutcome: 'none', lines: [{ lineId: 72, outcome: 'suspect' }] },
    },
    parse: parseAction,
    format: formatAction,
    optional: ['isNotAllowed', 'askedAt', 'accepted'],
  },
  {
    column: 'seen',
    stored: {
      gates: [{ gate: 82, revision: 3, blocks: [{ chain: 'base', block: '18446744073709551617' }] }],
      until: '2025112418',
    },
    parse: parseSeen,
    format: formatSeen,
    optional: ['gates[].blocks'],
  },
  {
    column: 'grant',
    stored: {
      chain: 'ethereum',
      walletAddress: '0xAb',
      displayAddress: '0xab',
      kind: 'key',
      format: 'siwe',
      tokenBalances: { contractAddress: { '0xC': '1.5' } },
      balancesReadAt: { contractAddress: { '0xC': 1_764_000_000 } },
      clientId: 'pk_1',
      nonce: 'n',
      scope: 'openid',
      authenticatedAt: 1_764_000_000,
    },
    parse: parseCodeGrant,
    format: formatCodeGrant,
  },
  {
    column: 'last_import',
    stored: {
      id: 'a',
      bad: 1,
      mode: 'add',
      known: 2,
      lines: 9,
      entries: 6,
      isTable: false,
      duplicates: 2,
    },
    parse: parseLastImport,
    format: formatLastImport,
  },
)

/** Lists, which have no field for a version. */
const lists: Column[] = [
  {
    column: 'units',
    stored: [
      { key: '0x1111111111111111111111111111111111111111', kind: 'wallet', slot: 1 },
      { key: '', kind: 'total', slot: -2 },
    ],
    parse: parseUnits,
    format: (units) => units,
  },
  {
    column: 'wallets',
    stored: [
      { kind: 'key', chain: 'ethereum', address: '0x1111111111111111111111111111111111111111' },
      { kind: 'contract', chain: 'base', address: '0x2222222222222222222222222222222222222222' },
    ],
    parse: parseWallets,
    format: formatWallets,
  },
  {
    column: 'vaults',
    stored: [
      {
        tokens: [{ chain: 'ethereum', tokenId: '7', contract: '0x2222222222222222222222222222222222222222' }],
        address: '0x3333333333333333333333333333333333333333',
        delegates: ['0x1111111111111111111111111111111111111111'],
      },
    ],
    parse: parseVaults,
    format: formatVaults,
  },
  {
    column: 'gates',
    stored: [
      { gate: 82, revision: 3 },
      { gate: 83, revision: 1, blocks: [{ chain: 'ethereum', block: '7' }] },
    ],
    parse: parseSeenGates,
    format: formatSeenGates,
    optional: ['[].blocks'],
  },
]
const refused = expect.objectContaining({ code: 'ERR_STORED_INVALID' })
const outcome = (run: () => unknown) => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe.each([...columns, ...lists])('$column $stored', ({ column, stored, parse, format, optional }) => {
  const isList = Array.isArray(stored)
  const written = format(parse(stored) as never)

  test('default: a value without a version is read, and written with its version', () => {
    expect(written).toEqual(isList ? stored : { v: 1, ...(stored as object) })
    expect(parse(written)).toEqual(parse(stored))
  })

  test('refuses: a missing field, an unknown field and another type (ERR_STORED_INVALID)', () => {
    const breakings = listBreakings(stored, optional)
    expect(breakings.length).toBeGreaterThan(5)
    for (const { how, value } of breakings) {
      const found = outcome(() => parse(value))
      expect([how, found]).toEqual([how, refused])
      expect((found as Error).message).toContain(column)
    }
  })

  test('refuses: another version (ERR_STORED_INVALID)', () => {
    // A list has no version, and a later version would be an object.
    const later = [0, 2, '1', null].map((v) => (isList ? { v, list: stored } : { ...(stored as object), v }))
    for (const value of later) expect(outcome(() => parse(value))).toEqual(refused)
  })
})

describe('single words', () => {
  test('default', () => {
    expect(['active', 'paused'].map(parseState)).toEqual(['active', 'paused'])
    expect(['open', 'account', 'cart'].map(parseGuard)).toEqual(['open', 'account', 'cart'])
  })

  test('refuses: an unknown state or guard, which must not count as open (ERR_STORED_INVALID)', () => {
    for (const word of ['archived', '', 'toString', null, 1]) {
      expect(outcome(() => parseState(word))).toEqual(refused)
      expect(outcome(() => parseGuard(word))).toEqual(refused)
    }
  })
})

describe('numbers', () => {
  test.each([
    ['a limit of 0', () => parseLimits({ perWallet: 0, perToken: null, total: null })],
    ['a product id that is no whole number', () => parseSubject({ kind: 'products', ids: [1.5] })],
    [
      'a percentage above 100',
      () =>
        parseReactionJson({
          exclusive: false,
          price: { kind: 'percentage', hundredths: 10_001 },
          freeShipping: false,
        }),
    ],
    [
      'a percentage of 0',
      () =>
        parseReactionJson({
          exclusive: false,
          price: { kind: 'percentage', hundredths: 0 },
          freeShipping: false,
        }),
    ],
    [
      'a negative amount',
      () =>
        parseReactionJson({
          exclusive: false,
          price: { kind: 'fixedAmount', thousandths: '-5' },
          freeShipping: false,
        }),
    ],
    [
      'a percentage in thousandths',
      () =>
        parseReactionJson({
          exclusive: false,
          price: { kind: 'percentage', thousandths: '5' },
          freeShipping: false,
        }),
    ],
  ])('refuses: %s (ERR_STORED_INVALID)', (_, run) => {
    expect(outcome(run)).toEqual(refused)
  })
})

describe('parsePayload', () => {
  test('default', () => {
    const payload = { since: 5, epoch: 'a', isTold: true, cartToken: null }
    expect(parsePayload(payload)).toEqual(payload)
    expect(parsePayload({})).toEqual({})
  })

  test('refuses: anything but a flat object (ERR_STORED_INVALID)', () => {
    for (const value of [null, [], 'a', { since: {} }, { since: [] }]) {
      expect(outcome(() => parsePayload(value))).toEqual(refused)
    }
  })
})
