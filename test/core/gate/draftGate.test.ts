import { describe, expect, test } from 'vitest'
import { draftGate } from '../../../app/core/gate/draftGate.ts'
import type { ConditionForm, GateForm, NodeForm } from '../../../app/core/gate/form.ts'
import { listConditionForms } from '../../../app/core/gate/form.ts'
import type { Platform } from '../../../app/core/gate/platform.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'

const address = (digit: string) => `0x${digit.repeat(40)}`
const SILENT = address('a')
const LISTED = address('b')
const OLD = address('c')
const lists = new Map([
  [SILENT, false],
  [LISTED, true],
])

function owls(contract: string, tokenIds = ''): ConditionForm {
  const plain = { minimum: '', maximum: '', perId: false, listId: '' }
  return { kind: 'erc721', chain: 'ethereum', contract, tokenIds, ...plain }
}

const COINS: ConditionForm = { ...owls(''), kind: 'native', minimum: '1' }

/** Draft a gate that each token opens once. Returns the issues of its fields. */
function issuesOf(
  of: readonly NodeForm[],
  perToken = '1',
  discountName = '',
  { platform = 'shopify', ...change }: Partial<GateForm> & { platform?: Platform } = {},
): unknown {
  const root = { kind: 'all', count: '', of } as const
  const form: GateForm = {
    name: 'Owls',
    discountName,
    state: 'active',
    test: { isOn: false, wallets: '' },
    subject: { kind: 'products', productIds: [1], variants: [], collectionIds: [] },
    root,
    moment: 'now',
    heldFor: { amount: '', unit: 'days' },
    snapshots: [],
    reaction: { ...NO_FLAGS, exclusive: true, price: 'none', value: '' },
    cap: '',
    limits: { perWallet: '', perToken, total: '' },
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
    ...change,
  }
  const descriptions = new Map(
    listConditionForms(root).flatMap(({ path, condition: { kind, contract } }) => {
      if (kind === 'native') return []
      const listsTokens = lists.get(contract.toLowerCase())
      const description = { kind: 'erc721', name: 'Owls', symbol: 'OWL' } as const
      return [[path, listsTokens === undefined ? description : { ...description, listsTokens }]] as const
    }),
  )
  try {
    draftGate({
      form,
      descriptions,
      lists: new Map(),
      isChecksummed: () => true,
      isReadable: () => true,
      hashName: () => null,
      traitTables: new Map(),
      ianaTimezone: 'Europe/Berlin',
      currencyCode: 'EUR',
      platform,
      usesCartMetafield: platform === 'bigcommerce',
    })
  } catch (error) {
    return (error as { details?: { fields?: unknown } }).details?.fields
  }
  return 'none'
}

describe('draftGate', () => {
  test('default: a limit per token needs a contract that lists its tokens, or token ids', () => {
    expect(issuesOf([owls(LISTED)])).toBe('none')
    expect(issuesOf([owls(SILENT, '1-9')])).toBe('none')
    const refused = { 'limits.perToken': 'tokens-not-listed' }
    expect(issuesOf([owls(SILENT)])).toEqual(refused)
    expect(issuesOf([owls(SILENT.replaceAll('a', 'A'))])).toEqual(refused)
    expect(issuesOf([owls(LISTED), owls(SILENT)])).toEqual(refused)
    expect(issuesOf([owls(SILENT, '1-9'), owls(SILENT)])).toEqual(refused)
  })

  test('refuses: a limit per token if the requirement can be met without a token (ERR_GATE_INVALID)', () => {
    const refused = { 'limits.perToken': 'tokens-not-needed' }
    expect(issuesOf([{ kind: 'any', count: '', of: [owls(LISTED), COINS] }])).toEqual(refused)
    expect(issuesOf([{ kind: 'atLeast', count: '2', of: [owls(LISTED), COINS, COINS] }])).toEqual(refused)
    expect(issuesOf([{ kind: 'any', count: '', of: [owls(LISTED), owls(OLD)] }])).toBe('none')
    expect(issuesOf([{ kind: 'atLeast', count: '2', of: [owls(LISTED), COINS] }])).toBe('none')
    expect(issuesOf([owls(LISTED), COINS])).toBe('none')
  })

  test('refuses: a name of the discount that is too long or hides characters (ERR_GATE_INVALID)', () => {
    expect(issuesOf([owls(LISTED)], '', 'Owl days')).toBe('none')
    expect(issuesOf([owls(LISTED)], '', 'o'.repeat(81))).toEqual({ discountName: 'too-long' })
    expect(issuesOf([owls(LISTED)], '', 'Owl\ndays')).toEqual({ discountName: 'unsafe-text' })
  })

  test('refuses: what a store of BigCommerce cannot keep (ERR_GATE_INVALID)', () => {
    const platform = 'bigcommerce'
    const rules = { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false }
    expect(issuesOf([owls(LISTED)], '', '', { platform })).toBe('none')
    expect(issuesOf([owls(LISTED)], '', '', { platform, guard: 'cart' })).toEqual({
      guard: 'no-cart-binding',
    })
    const subscription = { ...rules, purchases: 'subscription' } as const
    expect(issuesOf([owls(LISTED)], '', '', { platform, combination: subscription })).toEqual({
      combination: 'no-subscriptions',
    })
    expect(issuesOf([owls(LISTED)], '', '', { combination: subscription })).toBe('none')
  })

  test('behavior: an unknown contract, a gate without the limit and an excluded contract refuse nothing', () => {
    expect(issuesOf([owls(OLD)])).toBe('none')
    expect(issuesOf([owls(SILENT)], '')).toBe('none')
    expect(issuesOf([owls(LISTED), { kind: 'none', count: '', of: [owls(SILENT)] }])).toBe('none')
  })
})
