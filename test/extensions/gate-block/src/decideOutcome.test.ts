import { describe, expect, test } from 'vitest'
import type { ClosedReason, UsedUp } from '../../../../app/core/gate/answer.ts'
import type {
  AnsweredUnmet,
  CheckAnswer,
  CheckedGate,
} from '../../../../extensions/gate-block/src/api/types.ts'
import { decideOutcome } from '../../../../extensions/gate-block/src/decideOutcome.ts'
import type { PageGate } from '../../../../extensions/gate-block/src/readConfig.ts'
import type { SeenGates } from '../../../../extensions/gate-block/src/session/rememberGates.ts'

const gate = (number: number, more: Partial<PageGate> = {}): PageGate => ({
  number,
  intro: '',
  isHeld: false,
  isExclusive: false,
  isPriced: true,
  prices: {},
  give: '[value]% off',
  value: '20',
  chains: [{ slug: 'ethereum', name: 'Ethereum', id: 1, family: 'evm' }],
  ...more,
})
const unmet = (more: Partial<AnsweredUnmet['condition']> = {}): AnsweredUnmet => ({
  condition: {
    chain: 'ethereum',
    chain_name: 'Ethereum',
    kind: 'erc721',
    contract: `0x${'ab'.repeat(20)}`,
    name: 'Ape Club',
    symbol: 'APE',
    ...more,
  },
  found: '1',
  needed: '2',
})
const decide = (
  gates: CheckedGate[],
  pageGates = [gate(4)],
  more: Partial<CheckAnswer> = {},
  products: SeenGates = { 1: pageGates.map(({ number }) => number) },
) =>
  decideOutcome({
    answer: { gates, proof: null, lineProofs: [], session: 's', ...more },
    pageGates,
    products,
    anyText: 'One is enough:',
  })

describe('decideOutcome', () => {
  test('default', () => {
    expect(decide([{ id: 4, kind: 'open', endsAt: 7 }])).toEqual({
      kind: 'unlocked',
      gates: [{ number: 4, endsAt: 7 }],
    })
    expect(decide([{ id: 4, kind: 'closed', because: 'unmet', unmet: [unmet()] }])).toEqual({
      kind: 'refused',
      unmet: [{ because: 'too-little', needed: '2', found: '1', name: 'Ape Club', chain: 'Ethereum' }],
      intro: '',
      isHeld: false,
      vaults: [],
    })
    expect(decide([{ id: 4, kind: 'unchecked', chain: 'ethereum' }])).toEqual({
      kind: 'failed',
      reason: 'unknown',
      chain: 'Ethereum',
    })
  })

  test('behavior: one open gate is a yes, whatever the others say', () => {
    const pageGates = [gate(4), gate(5), gate(6)]
    const outcome = decide(
      [
        { id: 4, kind: 'closed', because: 'unmet', unmet: [unmet()] },
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
        { id: 4, kind: 'closed', because: 'unmet', unmet: [unmet()] },
        { id: 5, kind: 'unchecked', chain: 'base' },
      ],
      [gate(4), gate(5)],
    )
    expect(outcome).toEqual({ kind: 'failed', reason: 'unknown', chain: null })
  })

  test("behavior: the cart's other gates show nothing on this page", () => {
    expect(decide([{ id: 9, kind: 'open', endsAt: 7 }])).toEqual({
      kind: 'failed',
      reason: 'changed',
      chain: null,
    })
  })

  test('behavior: a paused gate is an offer that has changed, not a missing token', () => {
    const outcome = decide([{ id: 4, kind: 'closed', because: 'paused', unmet: [] }])
    expect(outcome).toMatchObject({ kind: 'failed', reason: 'changed' })
  })

  test('behavior: says when one of several missing tokens is enough', () => {
    const two: CheckedGate = {
      id: 4,
      kind: 'closed',
      because: 'unmet',
      unmet: [unmet(), unmet({ name: 'Gold' })],
    }
    const intro = 'You need at least 2 of these:'
    expect(decide([two], [gate(4, { intro })])).toMatchObject({ intro })
    expect(decide([two], [gate(4)])).toMatchObject({ intro: '' })
    const one: CheckedGate = { id: 4, kind: 'closed', because: 'unmet', unmet: [unmet()] }
    expect(decide([one], [gate(4, { intro })])).toMatchObject({ intro: '' })
    const other: CheckedGate = { id: 5, kind: 'closed', because: 'unmet', unmet: [unmet()] }
    expect(decide([two, other], [gate(4), gate(5)])).toMatchObject({ intro: 'One is enough:' })
  })

  test('behavior: too much is told with the most that fits, a list without a name', () => {
    const tooMuch: AnsweredUnmet = { ...unmet(), because: 'too-much', needed: '5', found: '7' }
    const list: AnsweredUnmet = {
      ...unmet({ kind: 'allowlist', contract: '', name: '', symbol: '', chain_name: '' }),
      because: 'not-listed',
    }
    expect(decide([{ id: 4, kind: 'closed', because: 'unmet', unmet: [tooMuch, list] }])).toMatchObject({
      unmet: [
        { because: 'too-much', needed: '5', found: '7', name: 'Ape Club' },
        { because: 'not-listed', name: '' },
      ],
    })
  })

  test('behavior: passes on which wallets might help, and that time must pass', () => {
    const vaults = [`0x${'cd'.repeat(20)}`]
    const closed: CheckedGate = { id: 4, kind: 'closed', because: 'unmet', unmet: [unmet()] }
    expect(decide([closed], [gate(4, { isHeld: true })], { suggestedVaults: vaults })).toMatchObject({
      isHeld: true,
      vaults,
    })
    expect(decide([closed], [gate(4), gate(5, { isHeld: true })])).toMatchObject({ isHeld: false })
  })

  test('behavior: coins go by symbol, collections by name, the nameless by their masked contract', () => {
    const nameOf = (more: Parameters<typeof unmet>[0]) => {
      const outcome = decide([{ id: 4, kind: 'closed', because: 'unmet', unmet: [unmet(more)] }])
      return outcome.kind === 'refused' ? outcome.unmet[0]?.name : undefined
    }
    expect(nameOf({ kind: 'erc20', name: 'Gold Coin', symbol: 'GOLD' })).toBe('GOLD')
    expect(nameOf({ kind: 'erc721', name: '', symbol: 'APE' })).toBe('APE')
    expect(nameOf({ kind: 'spl', name: 'Bonk', symbol: 'BONK' })).toBe('BONK')
    expect(nameOf({ kind: 'native', contract: '', name: 'ETH', symbol: 'ETH' })).toBe('ETH')
    expect(nameOf({ name: '', symbol: '' })).toBe('0xab…ab')
  })

  test('behavior: a gate that is not running, used up or for customers says so, and lacks nothing', () => {
    const closed = (because: ClosedReason, more: object = {}): CheckedGate => ({
      id: 4,
      kind: 'closed',
      because,
      unmet: [],
      ...more,
    })
    for (const because of ['ended', 'used-up', 'sign-in'] as const) {
      expect(decide([closed(because)])).toMatchObject({ kind: 'refused', unmet: [{ because }], intro: '' })
    }
    expect(decide([closed('not-started', { startsAt: 9 })])).toMatchObject({
      unmet: [{ because: 'not-started', at: 9 }],
    })
  })

  test('behavior: a limit is told with what has used it up', () => {
    const tell = (usedUp: Partial<UsedUp> | null) => {
      const told = usedUp && { limit: 'token' as const, token: null, at: null, heldUntil: null, ...usedUp }
      const outcome = decide([{ id: 4, kind: 'closed', because: 'used-up', unmet: [], usedUp: told }])
      return outcome.kind === 'refused' ? outcome.unmet[0] : null
    }
    const owl = { name: 'Night Owls', id: '4021' }
    const because = 'used-up'
    expect(tell(null)).toEqual({ because })
    expect(tell({ token: owl, at: 7, heldUntil: 9 })).toEqual({ because, usedUp: 'used-held', at: 9 })
    expect(tell({ token: owl, at: 7 })).toEqual({
      because,
      usedUp: 'used-token',
      name: 'Night Owls #4021',
      at: 7,
    })
    expect(tell({ token: { name: 'Desert Fox 12', id: 'So11111111111111' }, at: 7 })).toMatchObject({
      name: 'Desert Fox 12',
    })
    expect(tell({ token: { name: '', id: 'So11111111111111' }, at: 7 })).toMatchObject({ name: 'So11…11' })
    expect(tell({ token: { name: 'Night Owls', id: '9'.repeat(40) }, at: 7 })).toMatchObject({
      name: 'Night Owls #9999…99',
    })
    expect(tell({ token: { name: '', id: '4021' }, at: 7 })).toMatchObject({ name: '#4021' })
    expect(tell({ token: owl })).toEqual({ because, usedUp: 'used-tokens' })
    expect(tell({ at: 7 })).toEqual({ because, usedUp: 'used-tokens' })
    expect(tell({ limit: 'wallet', at: 7 })).toEqual({ because, usedUp: 'used-wallet', at: 7 })
    expect(tell({ limit: 'wallet' })).toEqual({ because })
    expect(tell({ limit: 'total', at: 7 })).toEqual({ because, usedUp: 'used-total' })
  })

  test('behavior: in a cart each product that only holders can buy needs a gate of its own', () => {
    const pageGates = [gate(4, { isExclusive: true }), gate(5, { isExclusive: true }), gate(6)]
    const [own, other, cheaper]: CheckedGate[] = [4, 5, 6].map((id) => ({ id, kind: 'open', endsAt: 7 }))
    const shut: CheckedGate = { id: 5, kind: 'closed', because: 'unmet', unmet: [unmet()] }
    const products = { 1: [4, 6], 2: [5], 3: [6] }
    const say = (...gates: (CheckedGate | undefined)[]) =>
      decide(
        gates.flatMap((one) => one ?? []),
        pageGates,
        {},
        products,
      )
    expect(say(own, shut, cheaper)).toMatchObject({ kind: 'refused', unmet: [{ name: 'Ape Club' }] })
    expect(say(own, { id: 5, kind: 'unchecked' }, cheaper)).toMatchObject({ kind: 'failed' })
    expect(say(own, other, cheaper)).toMatchObject({ kind: 'unlocked', gates: [{ number: 4 }, {}, {}] })
    expect(
      decide(
        [own, shut].flatMap((one) => one ?? []),
        pageGates,
      ),
    ).toMatchObject({ kind: 'unlocked' })
  })

  test('behavior: where only holders can buy, a gate that makes it cheaper is no yes', () => {
    const pageGates = [gate(4), gate(5, { isExclusive: true }), gate(6, { isExclusive: true })]
    const cheaper: CheckedGate = { id: 4, kind: 'open', endsAt: 7 }
    const shut: CheckedGate = { id: 5, kind: 'closed', because: 'unmet', unmet: [unmet()] }
    expect(decide([cheaper, shut, { ...shut, id: 6 }], pageGates)).toMatchObject({
      kind: 'refused',
      unmet: [{ name: 'Ape Club' }, { name: 'Ape Club' }],
    })
    expect(decide([cheaper, shut, { id: 6, kind: 'open', endsAt: 9 }], pageGates)).toEqual({
      kind: 'unlocked',
      gates: [
        { number: 4, endsAt: 7 },
        { number: 6, endsAt: 9 },
      ],
    })
    expect(decide([cheaper, { id: 5, kind: 'unchecked' }], pageGates)).toMatchObject({ kind: 'failed' })
    const paused: CheckedGate = { id: 5, kind: 'closed', because: 'paused', unmet: [] }
    expect(decide([cheaper, paused], pageGates)).toMatchObject({ unmet: [{ because: 'paused' }] })
  })
})
