import { describe, expect, test } from 'vitest'
import { formatCounter } from '../../../app/admin/counter/formatCounter.ts'
import { parseTill, parseTillId } from '../../../app/admin/counter/parseTill.ts'
import { formatChargeResult, formatCheckedCode } from '../../../app/admin/counter/till/formatTill.ts'
import type { WalletAddress } from '../../../app/core/chain/types.ts'
import { NAMED_ORDER_SECONDS, ORDER_AFTER_SECONDS } from '../../../app/core/counter/steps.ts'
import type { CounterFinding } from '../../../app/core/counter/types.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateNumber, ShopId } from '../../../app/core/gate/types.ts'
import { plainGate } from '../../db/samples.ts'
import { makeGate } from '../../fakes/fakeContext.ts'

const shop = { ianaTimezone: 'Europe/Berlin', currencyCode: 'EUR', primaryDomain: 'harbor.example' }
const NOW = 1_795_600_000
const CHECK = `till-${'0'.repeat(24)}0badf00d`
const twenty = { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } } as Gate['reaction']
const gate = (number: number, over: Partial<Gate> = {}) =>
  makeGate({
    ...plainGate(),
    number: number as GateNumber,
    name: `Gate ${number}`,
    reaction: twenty,
    ...over,
  })
const WALLET = '0x00000000000000000000000000000000000000bb' as WalletAddress

function unmet(of: Gate): CounterFinding {
  const { root } = of.requirement
  if (!('contract' in root)) throw new Error('The sample gate has one condition.')
  const condition = { condition: root, because: 'too-little', found: 7n, wallet: WALLET, block: 9n } as const
  return { gate: of, kind: 'unmet', unmet: [condition], missing: 0 }
}

describe('what a till shows', () => {
  test('default: open gates first, with what they give', () => {
    const findings: CounterFinding[] = [
      { gate: gate(1), kind: 'closed', because: 'paused' },
      { gate: gate(2, { cap: 3 }), kind: 'open' },
    ]
    expect(formatCheckedCode({ checkId: CHECK, findings, others: 0, shop })).toEqual({
      checkId: CHECK,
      gates: [
        { number: 2, most: 3, name: 'Gate 2', gives: '20% off', state: 'open', why: [] },
        expect.objectContaining({ number: 1, state: 'closed', why: ['This gate is paused.'] }),
      ],
      note: '',
    })
  })

  test('behavior: why not, in words without a wallet or what it holds', () => {
    const view = formatCheckedCode({ checkId: CHECK, findings: [unmet(gate(1))], others: 2, shop })
    expect(view.gates[0]?.why[0]).toBe('Not met:')
    expect(view.gates[0]?.why[1]).toMatch(/^Holds /)
    expect(JSON.stringify(view)).not.toMatch(/00bb|"7"| 7 /)
    expect(view.note).toBe('2 more gates were not checked: a till checks the first 25.')
  })

  test('behavior: a chain that could not be read, and each limit, have a sentence', () => {
    const limits = ['wallet', 'token', 'total', 'place'] as const
    const findings: CounterFinding[] = [
      { gate: gate(1), kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: 'ethereum' as never },
      ...limits.map(
        (limit): CounterFinding => ({
          ...{ gate: gate(2), kind: 'closed', because: 'used-up' },
          usedUp: { limit, token: null, at: null, heldUntil: limit === 'place' ? NOW : null },
        }),
      ),
    ]
    const whys = formatCheckedCode({ checkId: CHECK, findings, others: 0, shop }).gates.map(({ why }) => why)
    expect(whys[0]?.[0]).toContain('Ethereum could not be checked just now. Nothing is charged.')
    expect(new Set(whys.map(([first]) => first)).size).toBe(5)
    expect(whys.flat()).toContain('It becomes free at 25 Nov 2026, 10:46.')
  })

  test('default: a receipt names the gate, the items, the till, the time and a reference', () => {
    const charge = {
      ...{ gate: 2 as GateNumber, revision: 1, units: 2, grantId: 'g', chargedAt: NOW },
      ...{ orderName: null, undoneAt: null, orderId: null },
    }
    const result = { kind: 'charged', gate: gate(2), charge } as const
    expect(formatChargeResult({ result, checkId: CHECK, till: { name: 'Front desk' }, shop })).toEqual({
      kind: 'charged',
      receipt: 'Gate 2: 20% off\n2 items, checked at Front desk, 25 Nov 2026, 10:46\nReference 0BADF00D',
      undoSeconds: 600,
    })
  })
})

describe('the page of the counter', () => {
  const till = {
    ...{ id: 'a'.repeat(32), shopId: 1n as ShopId, name: 'Front desk', actor: 'staff:1' },
    ...{ createdAt: NOW, endsAt: NOW + 60, revokedAt: null, usedAt: null },
  }
  const charge = {
    ...{ id: CHECK, till: 'Front desk', gate: 2 as GateNumber, revision: 1, units: 1, grantId: 'g' },
    ...{ chargedAt: NOW, orderName: null as string | null, undoneAt: null, orderId: null },
  }
  const show = (over: Partial<typeof charge>, now: number) =>
    formatCounter({
      ...{ shop, sales: [], gateNames: new Map([[2, 'VIP']]), origin: 'https://app.example', now },
      ...{ tills: [{ till, token: 'abc' }], charges: [{ ...charge, ...over }] },
      encodeQr: () => ({ size: 1, path: '' }),
    })

  test('default: an open till has a link with its secret in the fragment; a closed one has none', () => {
    expect(show({}, NOW).tills[0]).toMatchObject({ state: 'open', link: 'https://app.example/till#abc' })
    expect(show({}, NOW + 60).tills[0]).toMatchObject({ state: 'ended', link: null })
  })

  test('behavior: a charge waits two hours for its order, and with a number a week', () => {
    const stateOf = (over: Partial<typeof charge>, seconds: number) =>
      show(over, NOW + seconds).charges[0]?.state
    expect(stateOf({}, ORDER_AFTER_SECONDS)).toBe('waiting')
    expect(stateOf({}, ORDER_AFTER_SECONDS + 1)).toBe('unmatched')
    expect(stateOf({ orderName: '#7' }, NAMED_ORDER_SECONDS)).toBe('waiting')
    expect(stateOf({ orderName: '#7' }, NAMED_ORDER_SECONDS + 1)).toBe('unmatched')
  })

  test('refuses: a till without a name or of another length, and an id of another form (ERR_BODY_INVALID)', () => {
    const draftId = '3f1c2b9e-7a54-4d0e-9c55-0d6f6c1f1a11'
    expect(parseTill({ draftId, name: ' Desk ', hours: '12' })).toEqual({ draftId, name: 'Desk', hours: 12 })
    for (const wrong of [{ name: ' ' }, { hours: '13' }, { name: 'x'.repeat(61) }, { draftId: '1' }]) {
      const parse = () => parseTill({ draftId, name: 'Desk', hours: '12', ...wrong })
      expect(parse).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
    }
    expect(parseTillId('a'.repeat(32))).toBe('a'.repeat(32))
    expect(parseTillId('../x')).toBe('')
  })
})
