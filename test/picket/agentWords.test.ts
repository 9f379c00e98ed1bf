import { describe, expect, test } from 'vitest'
import type { GateAnswer, UsedUp } from '../../app/core/gate/answer.ts'
import { formatNeeds, type GateGives } from '../../app/core/gate/formatGateCard.ts'
import type { GateNumber } from '../../app/core/gate/types.ts'
import { parseRequirement } from '../../app/core/requirement/parseRequirement.ts'
import { composeClaim } from '../../app/picket/agents/composeClaim.ts'
import { describeGives, describeNeeds, describeTerms } from '../../app/picket/agents/words/describeOffer.ts'
import { describeRefusal } from '../../app/picket/agents/words/describeRefusal.ts'
import { KIND_SAMPLES } from '../core/requirement/kindSamples.ts'

/* What agents read in English: the card's sentences, as text. */
const CHAINS = / (Ethereum|Solana|Flow|Polygon|Base|Arbitrum One|Optimism|BNB Chain)$/
const AT = Date.UTC(2026, 11, 1, 10, 30) / 1000

const GIVES: GateGives = {
  ...{ kind: 'percentage', percent: '20', exclusive: false, free_shipping: false, cap: 0, per_wallet: null },
  ...{ per_token: null, total: null, sold_out: false, guard: 'open', starts_at: null, ends_at: null },
  ...{ after_end: 'public', test: false, mark: '2' },
}
type Closed = Extract<GateAnswer, { kind: 'closed' }>
const CLOSED: Closed = {
  ...{ id: 2, kind: 'closed', because: 'paused', unmet: [], missing: null, idleVaults: [] },
  ...{ startsAt: null, usedUp: null },
}

describe('words for agents', () => {
  test.each(Object.entries(KIND_SAMPLES).filter(([kind]) => !kind.endsWith('list')))(
    'default: a condition of the kind %s reads as on the card',
    (_, { json, need }) => {
      const needs = formatNeeds(parseRequirement({ v: 1, root: json }))
      const [said, ...more] = describeNeeds(needs)
      expect(said?.replace(/\u2060/g, '')).toBe(need.replace(CHAINS, ' on $1'))
      expect(more).toEqual([])
    },
  )

  test('behavior: groups have a heading, and what is inside is indented', () => {
    const { erc721, allowlist, denylist } = KIND_SAMPLES
    const of = [erc721.json, { kind: 'not', of: { kind: 'any', of: [denylist.json, allowlist.json] } }]
    expect(describeNeeds(formatNeeds(parseRequirement({ v: 1, root: { kind: 'any', of } })))).toEqual([
      'Any of these:',
      expect.stringMatching(/^ {2}at least 2 Night Owls \(.+\) on Ethereum$/),
      '  None of these:',
      '    Not on a list of wallets that the shop leaves out',
      '    On the shop’s list',
    ])
  })

  test('behavior: what a gate gives', () => {
    const money = { kind: 'order_amount', amount: '5.5', currency: 'EUR' } as const
    const all = { ...GIVES, ...money, percent: undefined, exclusive: true, free_shipping: true } as GateGives
    expect(describeGives(GIVES)).toEqual(['20% off'])
    expect(describeGives(all)).toEqual(['5.50 EUR off your order', 'free shipping', 'yours to buy'])
    const yen = { ...GIVES, kind: 'fixed_amount', percent: undefined, amount: '500', currency: 'JPY' }
    expect(describeGives(yen as GateGives)).toEqual(['500 JPY off'])
    expect(describeGives({ ...GIVES, kind: 'none', exclusive: true })).toEqual(['yours to buy'])
  })

  test('behavior: limits and dates, or only why it opens for nobody', () => {
    const limited = {
      ...GIVES,
      per_wallet: 1,
      per_token: 2,
      total: 100,
      cap: 1,
      ends_at: AT,
      guard: 'account',
    }
    expect(describeTerms({ gives: limited as GateGives, state: 'active' })).toEqual([
      '2 times per token.',
      'Once per wallet.',
      'Limited to 100 in all.',
      'One per order.',
      'You need to log in to your account.',
      'Ends 2026-12-01 10:30 UTC.',
    ])
    expect(describeTerms({ gives: { ...GIVES, starts_at: AT }, state: 'scheduled' })).toEqual([
      'Starts 2026-12-01 10:30 UTC.',
    ])
    for (const [gives, state, said] of [
      [limited, 'paused', 'This isn’t available right now. Come back later.'],
      [{ ...GIVES, test: true }, 'active', 'This isn’t available right now. Come back later.'],
      [limited, 'ended', 'This offer is no longer available.'],
      [{ ...limited, sold_out: true }, 'active', 'There are none left.'],
    ] as const)
      expect(describeTerms({ gives: gives as GateGives, state })).toEqual([said])
  })

  test('behavior: why a gate is closed', () => {
    const say = (closed: Partial<Closed>) => describeRefusal({ ...CLOSED, ...closed })
    const used = (usedUp: Partial<UsedUp>) =>
      say({
        because: 'used-up',
        usedUp: { limit: 'total', token: null, at: null, heldUntil: null, ...usedUp },
      })
    expect(say({ because: 'not-started', startsAt: AT })).toEqual(['It starts 2026-12-01 10:30 UTC.'])
    expect(say({ because: 'sign-in' })).toEqual(['Log in to your account to use this offer.'])
    expect(used({})).toEqual(['There are none left.'])
    expect(used({ limit: 'wallet', at: AT })).toEqual([
      'This wallet already used the offer on 2026-12-01 10:30 UTC.',
    ])
    expect(used({ limit: 'token', at: AT, token: { name: 'Night Owls', id: '7' } })).toEqual([
      'Night Owls #7 was already used for an order on 2026-12-01 10:30 UTC.',
    ])
    expect(used({ limit: 'token' })).toEqual(['All your tokens have already been used for this offer.'])
    expect(used({ limit: 'place', heldUntil: AT })).toEqual([
      'Your wallet has it reserved in another cart until 2026-12-01 10:30 UTC.',
    ])
  })

  test.each([
    ['night-owls.myshopify.com', 'com.myshopify.night_owls.gate_2'],
    ['2owls.myshopify.com', 'com.myshopify.s__2owls.gate_2'],
  ])('behavior: the claim of a gate of %s is %s', (myshopifyDomain, claim) => {
    expect(composeClaim({ myshopifyDomain, number: 2 as GateNumber })).toBe(claim)
  })
})
