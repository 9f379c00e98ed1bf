import { describe, expect, test } from 'vitest'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { draftTest } from '../../../app/core/gate/draftTerms.ts'
import { formatGateCard } from '../../../app/core/gate/formatGateCard.ts'
import { formatGateForm } from '../../../app/core/gate/formatGateForm.ts'
import { planRevision } from '../../../app/core/gate/planRevision.ts'
import { isInTest } from '../../../app/core/gate/standing.ts'
import { formatTest, parseTest } from '../../../app/core/gate/termsJson.ts'
import type { GateTest } from '../../../app/core/gate/types.ts'
import { composeConfig } from '../../../app/core/publication/composeConfig.ts'
import { makeGate, NOW } from '../../fakes/fakeContext.ts'

const a = '0x00000000000000000000000000000000000000aa' as EvmAddress
const b = '0x00000000000000000000000000000000000000bb' as EvmAddress
const on = (...wallets: EvmAddress[]): GateTest => ({ isOn: true, wallets })
const off = (...wallets: EvmAddress[]): GateTest => ({ isOn: false, wallets })

function draft(test: { isOn: boolean; wallets: string }) {
  const issues: Record<string, string> = {}
  const form = { ...formatGateForm({ gate: makeGate(), timeZone: 'UTC' }), test }
  const report = (path: string, issue: string) => {
    issues[path] = issue
  }
  const drafted = draftTest({ form, report })
  return { drafted, issues }
}

describe('draftTest', () => {
  test('default: addresses in any separation, each once', () => {
    const { drafted, issues } = draft({
      isOn: true,
      wallets: `${a}\n${b}, ${a.toUpperCase().replace('0X', '0x')}`,
    })
    expect([drafted, issues]).toEqual([on(a, b), {}])
  })

  test('refuses: no wallet, a text that is none, and a twenty-first wallet (ERR_GATE_INVALID)', () => {
    expect(draft({ isOn: true, wallets: ' ' }).issues).toEqual({ 'test.wallets': 'required' })
    expect(draft({ isOn: true, wallets: `${a} 0x12` }).issues).toEqual({ 'test.wallets': 'address-invalid' })
    const many = Array.from({ length: 21 }, (_, i) => `0x${String(i + 1).padStart(40, '0')}`)
    expect(draft({ isOn: true, wallets: many.join('\n') }).issues).toEqual({ 'test.wallets': 'too-many' })
    expect(draft({ isOn: true, wallets: many.slice(1).join('\n') }).issues).toEqual({})
  })

  test('behavior: a gate that is not in test may keep its wallets, or have none', () => {
    expect(draft({ isOn: false, wallets: '' })).toEqual({ drafted: off(), issues: {} })
    expect(draft({ isOn: false, wallets: a }).drafted).toEqual(off(a))
  })
})

describe('the revision of a gate in test', () => {
  const plan = (before: GateTest, after: GateTest) =>
    planRevision({ gate: makeGate({ revision: 3, test: before }), draft: makeGate({ test: after }) })

  test('default: it rises when somebody is shut out, so that earlier proofs end', () => {
    expect(plan(off(), on(a))).toBe(4)
    expect(plan(on(a, b), on(a))).toBe(4)
  })

  test('behavior: it stays when the test admits more or ends, so that proofs of test wallets go on', () => {
    expect(plan(on(a), on(a, b))).toBe(3)
    expect(plan(on(a), off(a))).toBe(3)
    expect(plan(off(a), off())).toBe(3)
  })

  test('behavior: the checkout accepts proofs of the test, and refuses those from before it', () => {
    const gate = makeGate({ revision: 4, test: on(a), reaction: { ...makeGate().reaction, exclusive: true } })
    const keys = [
      { epoch: '5f3a9c01', createdAt: NOW, signsFrom: NOW, endsAt: null, key: new Uint8Array(32) },
    ]
    const config = JSON.parse(
      composeConfig({ gates: [gate], keys, usedUp: [], now: NOW, profile: null } as never),
    )
    expect(config).toMatchObject({ x: [['2a', 4]], o: [] })
  })
})

describe('test mode', () => {
  test('default: it is published with the card, and only an active gate is in it', () => {
    const card = formatGateCard({
      gate: makeGate({ test: on(a) }),
      currencyCode: 'EUR',
      isUsedUp: false,
      now: NOW,
    })
    expect(card.state).toBe('active')
    expect(JSON.parse(card.gives ?? '')).toMatchObject({ test: true })
    expect(JSON.stringify(card)).not.toContain(a)
    expect(isInTest({ gate: makeGate({ test: on(a) }), now: NOW })).toBe(true)
    expect(isInTest({ gate: makeGate({ test: on(a), state: 'paused' }), now: NOW })).toBe(false)
  })

  test('behavior: its JSON is read back, and versions from before it have none', () => {
    expect(parseTest(formatTest(on(a, b)))).toEqual(on(a, b))
    expect(parseTest(undefined)).toEqual(off())
  })

  test('refuses: JSON of another shape (ERR_STORED_INVALID)', () => {
    expect(() => parseTest({ v: 1, isOn: 'yes', wallets: [] })).toThrow(
      expect.objectContaining({ code: 'ERR_STORED_INVALID' }),
    )
  })
})
