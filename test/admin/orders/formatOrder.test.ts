import { describe, expect, test } from 'vitest'
import {
  type FormatOrderParameters,
  formatOrder,
  formatOrderRow,
} from '../../../app/admin/orders/formatOrder.ts'
import { formatOrderExport } from '../../../app/admin/orders/formatOrderExport.ts'
import { formatReason } from '../../../app/admin/orders/formatReason.ts'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { NO_ACTION } from '../../../app/core/settlement/chooseAction.ts'
import type { HoldingState } from '../../../app/core/settlement/holding.ts'
import type { OrderHolders, OrderSummary } from '../../../app/core/settlement/orderSummary.ts'
import type {
  LineOutcome,
  OrderOutcome,
  SettledLine,
  Settlement,
  SettlementAction,
  SettlementReason,
  SettlementRow,
} from '../../../app/core/settlement/types.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const gates = new Map([[82, 'Owls']])
const grant = '00112233445566aa'
const line = (outcome: LineOutcome, reasons: SettlementReason[] = []): SettledLine => ({
  lineId: 501,
  outcome,
  reasons,
  gates: outcome === 'committed' ? [82] : [],
  closedGates: [82],
})
const settlement = (over: Partial<Settlement>): Settlement => ({
  outcome: 'committed',
  wholeOutcome: 'none',
  reasons: [],
  lines: [line('committed')],
  gates: [{ gate: 82, revision: 3, grant }],
  grants: [grant],
  isCancelled: false,
  rechecks: [],
  holders: [],
  ...over,
})
const row = (
  over: Partial<Settlement>,
  { action = NO_ACTION, waitsUntil = null }: { action?: SettlementAction; waitsUntil?: number | null } = {},
): SettlementRow => ({
  shopId: shop.id,
  orderId: 9001,
  name: '#1001',
  orderedAt: NOW,
  cartToken: null,
  settlement: settlement(over),
  waitsUntil,
  action,
  settledAt: NOW,
  isRedacted: false,
  updatedAt: NOW + 60,
})
const imageUrl = 'https://cdn.example/jacket.png'
const summary: OrderSummary = {
  createdAt: 1_790_000_000,
  confirmationNumber: null,
  total: { amount: '96.0', currencyCode: 'EUR' },
  customer: { kind: 'known', id: 77, name: 'Ana Lind' },
  lines: [{ id: 501, title: 'Varsity Jacket', quantity: 2, imageUrl }],
}
const holders: OrderHolders = { wallets: [], units: [], gates: [], passes: [] }
const view = (row: SettlementRow, over: Partial<FormatOrderParameters> = {}) =>
  formatOrder({ shop, row, gates, summary, holders, isHoldGone: false, holding: null, ...over })
const open = (...parameters: Parameters<typeof row>) => view(row(...parameters))
const held: SettlementAction = {
  ...NO_ACTION,
  kind: 'hold',
  state: 'done',
  lineIds: [501],
  holds: [{ fulfillmentOrderId: 'gid://shopify/FulfillmentOrder/1', holdIds: ['h'], lineIds: [501] }],
}
const closed = { outcome: 'unproved', lines: [line('unproved', [{ kind: 'no-proof' }])], gates: [] } as const

describe('formatOrderRow', () => {
  test('default', () => {
    expect(formatOrderRow({ shop, row: row({}), gates, holding: null })).toEqual({
      id: 9001,
      name: '#1001',
      orderedAt: '25 Nov 2026, 14:10',
      outcome: 'committed',
      summary: 'Unlocked by Owls.',
      action: null,
    })
  })

  test('behavior: an unproved order shows its reason and the action', () => {
    const found = formatOrderRow({ shop, row: row(closed, { action: held }), gates, holding: 'allowed' })
    expect(found.summary).toBe('It was not unlocked for this order.')
    expect(found.action).toEqual({ text: 'Held', tone: 'attention' })
  })

  test('behavior: a cancelled order says that its uses were given back', () => {
    const canceled = formatOrderRow({ shop, row: row({ isCancelled: true }), gates, holding: null })
    expect(canceled.summary).toContain('released')
  })
})

describe('formatOrder', () => {
  test('default: each line with its title, and what is left to do', () => {
    const order = open({})
    expect(order.lines).toEqual([
      {
        id: 501,
        title: 'Varsity Jacket',
        quantity: 2,
        imageUrl,
        outcome: 'committed',
        paidBy: null,
        sentences: ['Unlocked by Owls.'],
      },
    ])
    expect(order.advice).toEqual(['Nothing left to do.'])
    expect(order.gates).toEqual([{ number: 82, name: 'Owls' }])
  })

  test('behavior: a line without details from Shopify shows its number', () => {
    const order = view(row({}), { summary: null })
    expect(order.lines[0]).toMatchObject({ title: 'Line 501', imageUrl: null })
    expect(order.total).toBeNull()
    expect(order.customer).toMatchObject({ sentence: expect.stringContaining('does not show this order') })
  })

  test('behavior: the customer and what was paid, or why Shopify does not show the customer', () => {
    expect(open({})).toMatchObject({
      customer: { kind: 'known', url: 'shopify://admin/customers/77', name: 'Ana Lind' },
      total: '€96.00',
    })
    const sentence = (customer: OrderSummary['customer']) =>
      Reflect.get(view(row({}), { summary: { ...summary, customer } }).customer, 'sentence')
    expect(sentence({ kind: 'guest' })).toBe('Ordered without a customer account.')
    expect(sentence({ kind: 'hidden', reason: 'scope' })).toContain('may not see customers')
    expect(sentence({ kind: 'hidden', reason: 'approval' })).toContain('not approved')
    expect(sentence({ kind: 'hidden', reason: 'no-answer' })).toContain('Reload')
  })

  test('behavior: the wallet and the token that opened the gate, by name', () => {
    const owls = '0x00000000000000000000000000000000000000aa'
    const root = {
      kind: 'erc721',
      chain: 'ethereum' as ChainSlug,
      contract: owls as EvmAddress,
      label: { name: 'Night Owls', symbol: 'OWL' },
      minimum: 1n,
      maximum: null,
      tokenIds: [],
    } as const
    const gate = makeGate()
    const of = (key: string): OrderHolders => ({
      wallets: ['0xbb'],
      units: [{ gate: gate.number, kind: 'token', key }],
      gates: [{ ...gate, requirement: { v: 1, root, heldForBlocks: 0, heldForHours: 0, snapshots: [] } }],
      passes: [],
    })
    const found = (key: string) => view(row({}), { holders: of(key) }).holders
    expect(found(`ethereum:${owls}:7`)).toEqual({
      wallets: ['0xbb'],
      tokens: ['Night Owls #7 on Ethereum'],
      passes: [],
      sentence: null,
    })
    expect(found(`base:${owls}:7`).tokens).toEqual(['0x0000…00aa #7 on Base'])
    expect(found('solana:7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU').tokens).toEqual([
      'NFT 7xKXtg…gAsU on Solana',
    ])
  })

  test('behavior: an order without a known wallet says why', () => {
    const why = (one: SettlementRow) => view(one).holders.sentence
    expect(why(row({}))).toContain('after two days')
    expect(why(row({ grants: [] }))).toBe('The order was not unlocked with a wallet.')
    expect(why({ ...row({}), isRedacted: true })).toContain('erased')
    expect(open({ holders: ['0xaa'] }).holders).toEqual({
      wallets: ['0xaa'],
      tokens: [],
      passes: [],
      sentence: null,
    })
  })

  test('behavior: a page names no revision and no grant', () => {
    expect(JSON.stringify(open({}))).not.toMatch(new RegExp(`${grant}|revision`))
  })

  test('behavior: a hold says what waits and how to release it', () => {
    const order = open(closed, { action: held })
    expect(order.actionSentences.join(' ')).toContain('1 line of the order will not be shipped')
    expect(order.release).toEqual({ kind: 'hold', seen: 'none 501:unproved' })
  })

  test('behavior: an order counts as held only if Shopify confirmed it', () => {
    const pending = { ...held, state: 'pending', holds: [] } as const
    const hold = (action: SettlementAction, holding: HoldingState) =>
      view(row(closed, { action }), { holding })
    const young = hold(pending, 'allowed')
    expect(young.action).toEqual({ text: 'Not held yet', tone: 'attention' })
    expect(young.actionSentences.join(' ')).toMatch(/not held yet and can be shipped/)
    const refused = hold({ ...pending, isNotAllowed: true }, 'not-allowed')
    expect(refused.action).toEqual({ text: 'Not held: permission missing', tone: 'critical' })
    expect(hold(pending, 'not-allowed').action).toEqual(refused.action)
    // The merchant has granted the scopes, and the job that holds is about to run.
    expect(hold({ ...pending, isNotAllowed: true }, 'allowed').action).toEqual(young.action)
    expect(refused.actionSentences).toEqual([
      'The order is tagged, but not held: Shopify does not let Palisade hold orders yet. It can be shipped.',
    ])
    for (const order of [young, refused]) {
      expect(order.release).toMatchObject({ kind: 'accept' })
      expect([order.action?.text, ...order.actionSentences].join(' ')).not.toMatch(
        /being held|is held\b(?!\.)/i,
      )
    }
    expect([young, refused].map(({ asksForHolding }) => asksForHolding)).toEqual([false, true])
  })

  test('behavior: a partial hold, a hold to be released and a hold that the app cannot see have their own texts', () => {
    const hold = (action: SettlementAction, holding: HoldingState) =>
      view(row(closed, { action }), { holding })
    const partly = hold({ ...held, state: 'pending', lineIds: [501, 502] }, 'not-allowed')
    expect(partly.action?.text).toBe('Partly held')
    expect(partly.actionSentences.join(' ')).toContain('The rest of the order is tagged, but not held')
    const ending = { ...held, state: 'pending', lineIds: [] } as const
    expect(hold(ending, 'allowed').action?.text).toBe('Hold not released yet')
    expect(hold(ending, 'not-allowed').actionSentences.join(' ')).toContain('Release it in Shopify')
    const unseen = hold(held, 'not-allowed')
    expect(unseen.action).toEqual({ text: 'Hold not visible', tone: 'critical' })
    expect(unseen.actionSentences.join(' ')).toContain(
      'no longer lets it see whether the hold is still there',
    )
    expect(unseen.actionSentences.join(' ')).not.toContain('will not be shipped')
    expect(unseen.asksForHolding).toBe(true)
  })

  test('behavior: Shopify’s error about scopes is never shown', () => {
    const error = 'Access denied for nodes field. Required access: `read_assigned_fulfillment_orders`.'
    const action = { ...held, state: 'pending', holds: [], error } as const
    const order = view(row(closed, { action }), { holding: 'not-allowed' })
    expect(JSON.stringify(order)).not.toMatch(/Access denied|fulfillment_orders/)
  })

  test('behavior: a line that was not unlocked names the gate that closed it', () => {
    expect(open(closed).lines[0]?.sentences).toEqual(['It was not unlocked for this order.', 'Gate: Owls.'])
    const gone = { ...closed, outcome: 'none', lines: [line('none')] } as const
    expect(open(gone).lines[0]?.sentences).toEqual([])
  })

  test('behavior: a line whose grant paid for another order links to that order', () => {
    const used = line('duplicate', [{ kind: 'grant-used', grant, by: 9000 }])
    expect(open({ outcome: 'duplicate', lines: [used] }).lines[0]).toMatchObject({ paidBy: 9000 })
  })

  test('behavior: an order that staff accepted says so, and nothing is left to do', () => {
    const accepted = { wholeOutcome: 'none', lines: [{ lineId: 501, outcome: 'unproved' }] } as const
    for (const [kind, text] of [
      ['hold', 'Released'],
      ['tag', 'Approved'],
    ] as const) {
      const order = open(closed, { action: { ...NO_ACTION, kind, state: 'lifted', accepted } })
      expect(order.action).toEqual({ text, tone: 'success' })
      expect(order.actionSentences).toEqual([expect.stringContaining('Your staff')])
      expect(order.advice).toEqual(['Nothing left to do.'])
      expect(order.release).toBeNull()
    }
    const graver = {
      ...held,
      accepted: { ...accepted, lines: [{ lineId: 501, outcome: 'suspect' }] },
    } as const
    expect(open(closed, { action: graver }).release).toEqual({ kind: 'hold', seen: 'none 501:unproved' })
  })

  test('behavior: a tagged order can be accepted; a good, cancelled or soon cancelled one cannot', () => {
    const suspect = { outcome: 'suspect', lines: [line('suspect')] } as const
    const tag = { ...NO_ACTION, kind: 'tag' } as const
    expect(open(suspect, { action: tag }).release).toEqual({ kind: 'accept', seen: 'none 501:suspect' })
    expect(open({}).release).toBeNull()
    expect(open({ ...closed, isCancelled: true }, { action: held }).release).toBeNull()
    expect(open(closed, { action: { ...NO_ACTION, kind: 'cancel', state: 'pending' } }).release).toBeNull()
  })

  test('behavior: a hold that was released in Shopify says so, and the order can be accepted', () => {
    const order = view(row(closed, { action: held }), { isHoldGone: true, holding: 'allowed' })
    expect(order.action).toEqual({ text: 'No longer held', tone: 'attention' })
    expect(order.actionSentences).toEqual([expect.stringContaining('released in Shopify')])
    expect(order.release).toEqual({ kind: 'accept', seen: 'none 501:unproved' })
  })

  test('behavior: lines that cannot be held are named, with Shopify’s error', () => {
    const action = { ...held, state: 'partly', unheldLines: [502], error: 'Too many holds.' } as const
    const text = open(closed, { action }).actionSentences.join(' ')
    expect(text).toContain('cannot be held: the items are digital')
    expect(text).toContain('Too many holds.')
  })

  test('behavior: a suspect order says until when it waits', () => {
    const order = open({ outcome: 'suspect' }, { waitsUntil: NOW + 3600 })
    expect(order.advice.join(' ')).toContain('by 25 Nov 2026, 15:10, Berlin time')
  })

  test.each<OrderOutcome>(['committed', 'suspect', 'duplicate', 'unmatched', 'unproved', 'mixed', 'none'])(
    'behavior: %s has a sentence and advice without any reasons',
    (outcome) => {
      const order = open({ outcome, lines: [], gates: [], reasons: [] })
      expect(order.summary).toMatch(/^[A-Z].+\.$/)
      expect(order.advice[0]).toMatch(/^[A-Z].+\.$/)
    },
  )
})

describe('orders with a one-time pass', () => {
  const used = (maker: string | null): OrderHolders => ({
    ...holders,
    passes: [{ id: 'pass-1', gate: makeGate().number, wallet: null, note: 'Called on Tuesday', maker }],
  })

  test('default: the order names who made the pass, and nothing is left to do', () => {
    const order = view(row({}), { holders: used('Anna Berg') })
    expect(order.holders).toEqual({
      ...{ wallets: [], tokens: [], sentence: null },
      passes: [{ id: 'pass-1', gate: 82, made: 'Made by Anna Berg', note: 'Called on Tuesday' }],
    })
    expect(order.advice).toEqual(['Nothing left to do: Anna Berg made a one-time pass for it.'])
    const unnamed = view(row({}), { holders: used(null) })
    expect(unnamed.advice).toEqual(['Nothing left to do: your staff made a one-time pass for it.'])
  })

  test('behavior: an order that used a pass twice is told like any other', () => {
    const twice = row({ outcome: 'duplicate', lines: [line('duplicate')] })
    expect(view(twice, { holders: used('Anna Berg') }).advice[0]).toContain('Cancel the order')
  })

  test('behavior: an order that was not unlocked offers a pass for its gate; a canceled or good one does not', () => {
    expect(open(closed).passGate).toBe(82)
    expect(open({ ...closed, isCancelled: true }).passGate).toBeNull()
    expect(open({}).passGate).toBeNull()
  })

  test.each<OrderOutcome>(['committed', 'suspect', 'duplicate', 'unmatched', 'unproved', 'mixed', 'none'])(
    'behavior: what to do about %s is one sentence of at most 35 words',
    (outcome) => {
      const [todo = '', ...others] = open({ outcome }).advice
      expect(others).toEqual([])
      expect(todo.match(/[.!?]/g)).toHaveLength(1)
      expect(todo.split(' ').length).toBeLessThanOrEqual(35)
    },
  )
})

describe('formatReason', () => {
  test.each<SettlementReason>([
    { kind: 'staff-made' },
    { kind: 'no-proof' },
    { kind: 'bad-proof', fault: 'shape' },
    { kind: 'bad-proof', fault: 'carrier' },
    { kind: 'bad-proof', fault: 'expired' },
    { kind: 'bad-proof', fault: 'buyer' },
    { kind: 'bad-proof', fault: 'epoch' },
    { kind: 'bad-proof', fault: 'mac' },
    { kind: 'gate-shut', gate: 82 },
    { kind: 'over-cap', gate: 82 },
    { kind: 'second-code', gate: 82 },
    { kind: 'no-such-grant', grant },
    { kind: 'other-cart', grant },
    { kind: 'nobody-came', grant },
    { kind: 'grant-used', grant, by: 9000 },
    { kind: 'use-gone', grant, gate: 82 },
    { kind: 'not-held', gate: 82 },
    { kind: 'not-rechecked', gate: 7 },
    { kind: 'no-item', gate: 82 },
    { kind: 'order-discount' },
  ])('behavior: %o is a whole sentence', (reason) => {
    expect(formatReason({ reason, gates })).toMatch(/^[A-Z].+\.$/)
  })

  test('behavior: a gate is shown by its name, a deleted one by its number', () => {
    expect(formatReason({ reason: { kind: 'over-cap', gate: 82 }, gates })).toContain('than Owls allows')
    expect(formatReason({ reason: { kind: 'over-cap', gate: 7 }, gates })).toContain('than gate 7 allows')
  })
})

describe('formatOrderExport', () => {
  const format = (isFirst: boolean, gateName = 'Owls') =>
    formatOrderExport({
      ...{ shop, rows: [row({})], isFirst, holding: null },
      gates: new Map([[82, gateName]]),
      unreadable: [{ orderId: 9002, name: '#1002' }],
      figures: new Map([[9001, { revenue: 96_000n, discount: 24_000n }]]),
      next: { orderedAt: NOW, orderId: 9001 },
    })

  test('default: what the list shows, with what the order adds to the numbers', () => {
    const { text, rows, next } = format(true)
    const [head, first, second] = text.split('\r\n')
    expect([rows, next]).toEqual([2, `${NOW}-9001`])
    expect(head).toMatch(/^\uFEFFOrder,Time \(Europe\/Berlin\),Outcome,.+,Discount given \(EUR\)$/)
    expect(first).toMatch(/^#1001,2026-11-25 \d\d:\d\d,Unlocked,.+,Owls,96,24$/)
    expect(second).toBe('#1002,,Cannot be read by this version,,,,,')
  })

  test('behavior: the head is only on the first page, and the name of a gate is no formula', () => {
    expect(format(false, '=1+1').text).toMatch(/^#1001,.*,'=1\+1,96,24\r\n/)
  })
})

test('behavior: an order of a BigCommerce store speaks of its own platform, and says that nothing is refunded', () => {
  const store = { ...shop, myshopifyDomain: 'store-abc123.mybigcommerce.com' }
  const canceled: SettlementAction = { ...NO_ACTION, kind: 'cancel', state: 'done' }
  const open = (over: Partial<FormatOrderParameters>) =>
    view(row({ outcome: 'unproved', lines: [line('unproved')] }, { action: canceled }), {
      summary: null,
      ...over,
    })
  expect(open({}).actionSentences).toEqual(['Palisade canceled, refunded and restocked the order.'])
  expect(open({}).advice[0]).toContain('in Shopify')
  const shown = open({ shop: store })
  expect(shown.actionSentences).toEqual([
    'Palisade canceled the order. Refund its payment in the control panel.',
  ])
  expect(shown.advice[0]).toContain('in BigCommerce')
  expect(JSON.stringify(shown)).not.toContain('Shopify')
  // It has no keys that staff could change.
  const lost = row({ outcome: 'unmatched', lines: [line('unmatched')] }, { action: NO_ACTION })
  expect(view(lost, { summary: null }).advice[0]).toContain('change your keys')
  expect(view(lost, { summary: null, shop: store }).advice[0]).not.toContain('keys')
})
