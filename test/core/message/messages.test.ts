import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { chooseRest, chooseRetry, RETRY_SECONDS } from '../../../app/core/message/chooseRetry.ts'
import {
  composeFlowPayload,
  listFlowKeys,
  toTriggerHandle,
} from '../../../app/core/message/composeFlowPayload.ts'
import { composePayload } from '../../../app/core/message/composePayload.ts'
import { CHOSEN_KINDS, MESSAGES } from '../../../app/core/message/kinds.ts'
import { formatMessageData, parseMessageData } from '../../../app/core/message/messageJson.ts'

type Field = { type: string; key?: string }
const { extensions } = parse(
  readFileSync(new URL('../../../extensions/flow/shopify.extension.toml', import.meta.url), 'utf8'),
) as unknown as {
  extensions: { type: string; handle: string; description: string; settings: { fields: Field[] } }[]
}

test('default: attempts over about a day, then none; a receiver rests five minutes at most', () => {
  expect(RETRY_SECONDS.map((_, i) => chooseRetry({ attempts: i + 1 }))).toEqual([...RETRY_SECONDS])
  expect(chooseRetry({ attempts: RETRY_SECONDS.length + 1 })).toBeNull()
  expect([1, 2, 3, 4, 50].map((failures) => chooseRest({ failures }))).toEqual([5, 30, 300, 300, 300])
})

test('default: the body of a webhook', () => {
  const message = { kind: 'gate.unlocked', at: 1_790_000_000, data: { gate: 7 } } as const
  expect(JSON.parse(composePayload({ message, myshopifyDomain: 'harbor.myshopify.com' }))).toEqual({
    type: 'gate.unlocked',
    timestamp: '2026-09-21T14:13:20.000Z',
    data: { shop: 'harbor.myshopify.com', gate: 7 },
  })
})

describe('stored data', () => {
  test('default: what was written is read', () => {
    const data = { gate: 7, orderId: 5, orderName: '#1001', wallets: ['0xaa'], tokens: [] }
    expect(parseMessageData({ kind: 'gate.redeemed', value: formatMessageData(data) })).toEqual(data)
    const without = { gate: 7, because: 'abandoned', orderId: null, orderName: null }
    expect(parseMessageData({ kind: 'gate.released', value: formatMessageData(without) })).toEqual(without)
  })

  test.each([
    [{}],
    [{ gate: '7' }],
    [{ gate: 7, wallet: '0xaa' }],
    [{ gate: 7, wallets: '0xaa' }],
    [{ v: 2, gate: 7 }],
    [[]],
    [null],
  ])('refuses: %j (ERR_STORED_INVALID)', (value) => {
    expect(() => parseMessageData({ kind: 'gate.unlocked', value })).toThrow(
      expect.objectContaining({ code: 'ERR_STORED_INVALID' }),
    )
  })
})

describe('Shopify Flow', () => {
  test.each(CHOSEN_KINDS)('default: the trigger of %s has the keys of its message', (kind) => {
    const trigger = extensions.find(({ handle }) => handle === toTriggerHandle(kind))
    expect(trigger).toMatchObject({ type: 'flow_trigger', description: MESSAGES[kind].says })
    const types = { number: 'number_decimal', text: 'single_line_text_field', order: 'order_reference' }
    expect(trigger?.settings.fields.map(({ type, key }) => ({ type, key: key ?? 'order_id' }))).toEqual(
      listFlowKeys(kind).map(({ key, type }) => ({ type: types[type], key })),
    )
  })

  test('behavior: keys have letters and spaces alone, and handles at most 30 characters', () => {
    const triggers = extensions.filter(({ type }) => type === 'flow_trigger')
    expect(triggers).toHaveLength(CHOSEN_KINDS.length)
    for (const { handle, settings } of extensions) {
      expect(handle).toMatch(/^[a-z-]{1,30}$/)
      for (const { key } of settings.fields) expect(key ?? 'id').toMatch(/^[a-zA-Z ]+$/)
    }
  })

  test('behavior: a payload has every key; what is not told is empty', () => {
    const data = { gate: 7, because: 'abandoned', orderId: null, orderName: null }
    expect(composeFlowPayload({ kind: 'gate.released', data })).toEqual({
      handle: 'gate-released',
      payload: { 'Gate number': 7, Reason: 'abandoned', 'Order name': '', Wallets: '', Tokens: '' },
    })
    const used = { gate: 7, orderId: 5, orderName: '#1001', wallets: ['0xaa', '0xbb'], tokens: [] }
    expect(composeFlowPayload({ kind: 'gate.redeemed', data: used }).payload).toEqual({
      ...{ 'Gate number': 7, order_id: 5, 'Order name': '#1001', Wallets: '0xaa, 0xbb', Tokens: '' },
    })
  })
})
