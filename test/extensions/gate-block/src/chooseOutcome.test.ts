import { describe, expect, test } from 'vitest'
import type { ClosedReason, ShownUnmet, UsedUp } from '../../../../app/core/gate/answer.ts'
import type { CheckAnswer, CheckedGate } from '../../../../extensions/gate-block/src/api/types.ts'
import { chooseOutcome } from '../../../../extensions/gate-block/src/chooseOutcome.ts'
import type { PageGate } from '../../../../extensions/gate-block/src/readConfig.ts'
import type { SeenGates } from '../../../../extensions/gate-block/src/session/writeSeenGates.ts'

const gate = (number: number, more: Partial<PageGate> = {}): PageGate => ({
  number,
  isHeld: false,
  isExclusive: false,
  token: '',
  cap: '',
  isPriced: true,
  prices: {},
  give: '[value]% off',
  value: '20',
  chains: [{ slug: 'ethereum', name: 'Ethereum', id: 1, family: 'evm' }],
  ...more,
})
const unmet = (more: Partial<ShownUnmet> = {}) => ({
  depth: 0,
  because: 'too-little' as const,
  text: 'too-little' as const,
  name: 'Ape Club',
  chain: 'Ethereum',
  found: '1',
  needed: '2',
  ...more,
})
const decide = (
  gates: CheckedGate[],
  pageGates = [gate(4)],
  more: Partial<CheckAnswer> = {},
  products: SeenGates = { 1: pageGates.map(({ number }) => number) },
) =>
  chooseOutcome({
    answer: { gates, proof: null, lineProofs: [], session: 's', ...more },
    pageGates,
    products,
  })

describe('chooseOutcome', () => {
  test('behavior: a block without gates has connected a wallet, and refuses nobody', () => {
    expect(decide([], [])).toEqual({ kind: 'unlocked', gates: [] })
  })

  test('default', () => {
    expect(decide([{ id: 4, kind: 'open', endsAt: 7 }])).toEqual({
      kind: 'unlocked',
      gates: [{ number: 4, endsAt: 7 }],
    })
    expect(decide([{ id: 4, kind: 'closed', because: 'unmet', lines: [unmet()] }])).toEqual({
      kind: 'refused',
      lines: [unmet()],
      isHeld: false,
      vaults: [],
    })
    expect(decide([{ id: 4, kind: 'unchecked', chain: 'ethereum' }])).toEqual({
      kind: 'failed',
      reason: 'unknown',
      chain: 'Ethereum',
    })
  })

  test('behavior: one open gate is a yes, whatever the others are', () => {
    const pageGates = [gate(4), gate(5), gate(6)]
    const outcome = decide(
      [
        { id: 4, kind: 'closed', because: 'unmet', lines: [unmet()] },
        { id: 5, kind: 'open', endsAt: 7 },
        { id: 6, kind: 'unchecked' },
      ],
      pageGates,
    )
    expect(outcome).toEqual({ kind: 'unlocked', gates: [{ number: 5, endsAt: 7 }] })
  })

  test('behavior: an unchecked gate is never a no', () => {
    const outcome = decide(
      [
        { id: 4, kind: 'closed', because: 'unmet', lines: [unmet()] },
        { id: 5, kind: 'unchecked', chain: 'base' },
      ],
      [gate(4), gate(5)],
    )
    expect(outcome).toEqual({ kind: 'failed', reason: 'unknown' })
  })

  test('behavior: the cart’s other gates do not count on this page', () => {
    expect(decide([{ id: 9, kind: 'open', endsAt: 7 }])).toEqual({
      kind: 'failed',
      reason: 'changed',
    })
  })

  test('behavior: a gate that is paused, or in test for others, is not available', () => {
    const outcome = decide([{ id: 4, kind: 'closed', because: 'paused' }])
    expect(outcome).toMatchObject({ kind: 'refused', lines: [{ because: 'paused' }] })
  })

  test('behavior: it lists all missing conditions, and one exclusive gate per product is enough', () => {
    const closed = (id: number, isEither = false): CheckedGate => ({
      id,
      kind: 'closed',
      because: 'unmet',
      lines: isEither
        ? [
            { depth: 0, text: 'any', count: 1 },
            { ...unmet({ name: `A${id}` }), depth: 1 },
            { ...unmet({ name: `B${id}` }), depth: 1 },
          ]
        : [unmet({ name: `A${id}` }), unmet({ name: `B${id}` })],
    })
    const say = (gates: CheckedGate[], products?: SeenGates) => {
      const pageGates = gates.map(({ id }) => gate(id, { isExclusive: true }))
      const outcome = decide(gates, pageGates, {}, products)
      const lines = outcome.kind === 'refused' ? outcome.lines : []
      return lines.map((line) => `${'-'.repeat(line.depth)}${line.because ? line.name : line.text}`).join(' ')
    }
    expect(say([closed(4, true)])).toBe('any -A4 -B4')
    expect(say([closed(4)])).toBe('A4 B4')
    expect(say([closed(4), closed(5, true)])).toBe('any -all --A4 --B4 -any --A5 --B5')
    expect(say([closed(4), closed(5)], { 1: [4], 2: [5], 3: [4] })).toBe('A4 B4 A5 B5')
  })

  test('behavior: it passes on the suggested vaults and whether a holding time applies', () => {
    const vaults = [`0x${'cd'.repeat(20)}`]
    const closed: CheckedGate = { id: 4, kind: 'closed', because: 'unmet', lines: [unmet()] }
    expect(decide([closed], [gate(4, { isHeld: true })], { suggestedVaults: vaults })).toMatchObject({
      isHeld: true,
      vaults,
    })
    expect(decide([closed], [gate(4), gate(5, { isHeld: true })])).toMatchObject({ isHeld: false })
  })

  test('behavior: a gate that is not running, used up or for customers names its reason and no missing token', () => {
    const closed = (because: ClosedReason, more: object = {}): CheckedGate => ({
      id: 4,
      kind: 'closed',
      because,
      ...more,
    })
    for (const because of ['ended', 'used-up', 'sign-in'] as const) {
      expect(decide([closed(because)])).toMatchObject({ kind: 'refused', lines: [{ because }] })
    }
    // A new signature may open it, whatever else is missing.
    for (const others of [[], [closed('ended')]])
      expect(decide([closed('sign-again'), ...others])).toEqual({
        kind: 'locked',
        wasRejected: false,
        isOld: true,
      })
    expect(decide([closed('not-started', { startsAt: 9 })])).toMatchObject({
      lines: [{ because: 'not-started', at: 9 }],
    })
  })

  test('behavior: a used-up limit names what has used it up', () => {
    const tell = (usedUp: Partial<UsedUp> | null) => {
      const told = usedUp && { limit: 'token' as const, token: null, at: null, heldUntil: null, ...usedUp }
      const outcome = decide([{ id: 4, kind: 'closed', because: 'used-up', usedUp: told }])
      return outcome.kind === 'refused' ? outcome.lines[0] : null
    }
    const owl = { name: 'Night Owls', id: '4021' }
    const because = 'used-up'
    expect(tell(null)).toEqual({ depth: 0, because })
    expect(tell({ token: owl, at: 7, heldUntil: 9 })).toEqual({
      depth: 0,
      because,
      usedUp: 'used-held',
      at: 9,
    })
    const held = { depth: 0, because, at: 9 }
    expect(tell({ limit: 'place', heldUntil: 9 })).toEqual({ ...held, usedUp: 'used-place' })
    expect(tell({ limit: 'token', token: owl, heldUntil: 9 })).toEqual({ ...held, usedUp: 'used-held' })
    expect(tell({ token: owl, at: 7 })).toEqual({
      depth: 0,
      because,
      usedUp: 'used-token',
      name: 'Night Owls #4021',
      at: 7,
    })
    expect(tell({ token: { name: 'Desert Fox 12', id: 'So11111111111111' }, at: 7 })).toMatchObject({
      name: 'Desert Fox 12',
    })
    expect(tell({ token: { name: '', id: 'So11111111111111' }, at: 7 })).toMatchObject({
      name: 'So11…\u206011',
    })
    expect(tell({ token: { name: 'Night Owls', id: '9'.repeat(40) }, at: 7 })).toMatchObject({
      name: 'Night Owls #9999…\u206099',
    })
    expect(tell({ token: { name: '', id: '4021' }, at: 7 })).toMatchObject({ name: '#4021' })
    expect(tell({ token: owl })).toEqual({ depth: 0, because, usedUp: 'used-tokens' })
    expect(tell({ at: 7 })).toEqual({ depth: 0, because, usedUp: 'used-tokens' })
    expect(tell({ limit: 'wallet', at: 7 })).toEqual({ depth: 0, because, usedUp: 'used-wallet', at: 7 })
    expect(tell({ limit: 'wallet' })).toEqual({ depth: 0, because })
    expect(tell({ limit: 'total', at: 7 })).toEqual({ depth: 0, because, usedUp: 'used-total' })
  })

  test('behavior: in a cart each exclusive product needs a gate of its own', () => {
    const pageGates = [gate(4, { isExclusive: true }), gate(5, { isExclusive: true }), gate(6)]
    const [own, other, cheaper]: CheckedGate[] = [4, 5, 6].map((id) => ({ id, kind: 'open', endsAt: 7 }))
    const shut: CheckedGate = { id: 5, kind: 'closed', because: 'unmet', lines: [unmet()] }
    const products = { 1: [4, 6], 2: [5], 3: [6] }
    const say = (...gates: (CheckedGate | undefined)[]) =>
      decide(
        gates.flatMap((one) => one ?? []),
        pageGates,
        {},
        products,
      )
    expect(say(own, shut, cheaper)).toMatchObject({ kind: 'refused', lines: [{ name: 'Ape Club' }] })
    expect(say(own, { id: 5, kind: 'unchecked' }, cheaper)).toMatchObject({ kind: 'failed' })
    expect(say(own, other, cheaper)).toMatchObject({ kind: 'unlocked', gates: [{ number: 4 }, {}, {}] })
    expect(
      decide(
        [own, shut].flatMap((one) => one ?? []),
        pageGates,
      ),
    ).toMatchObject({ kind: 'unlocked' })
  })

  test('behavior: for an exclusive product a gate that only lowers the price is no yes', () => {
    const pageGates = [gate(4), gate(5, { isExclusive: true }), gate(6, { isExclusive: true })]
    const cheaper: CheckedGate = { id: 4, kind: 'open', endsAt: 7 }
    const shut: CheckedGate = { id: 5, kind: 'closed', because: 'unmet', lines: [unmet()] }
    expect(decide([cheaper, shut, { ...shut, id: 6 }], pageGates)).toMatchObject({
      kind: 'refused',
      lines: [{ text: 'any' }, { name: 'Ape Club' }, { name: 'Ape Club' }],
    })
    expect(decide([cheaper, shut, { id: 6, kind: 'open', endsAt: 9 }], pageGates)).toEqual({
      kind: 'unlocked',
      gates: [
        { number: 4, endsAt: 7 },
        { number: 6, endsAt: 9 },
      ],
    })
    expect(decide([cheaper, { id: 5, kind: 'unchecked' }], pageGates)).toMatchObject({ kind: 'failed' })
    const paused: CheckedGate = { id: 5, kind: 'closed', because: 'paused' }
    expect(decide([cheaper, paused], pageGates)).toMatchObject({ lines: [{ because: 'paused' }] })
  })
})
