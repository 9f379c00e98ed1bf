import { describe, expect, test } from 'vitest'
import {
  type DescribeEnforcementParameters,
  describeEnforcement,
} from '../../../app/admin/enforcement/describeEnforcement.ts'
import type { Enforcement } from '../../../app/core/gate/shop.ts'
import type { HoldingState } from '../../../app/core/settlement/holding.ts'

type Gate = DescribeEnforcementParameters['gate']
const discount: Gate = {
  isExclusive: false,
  hasDiscount: true,
  needsProducts: false,
  hasCap: false,
  isLimited: false,
  guard: 'open',
}
const access: Gate = { ...discount, isExclusive: true, hasDiscount: false }
const describeOn = (
  level: Enforcement['level'],
  gate: Gate,
  onViolation: 'hold' | 'cancel' | 'tag' = 'hold',
  state: HoldingState = 'allowed',
) =>
  describeEnforcement({
    shop: {
      enforcement: { level, plan: level === 'unknown' ? null : 'Basic', hasAccounts: true },
      settings: { onViolation },
      holding: { state },
    },
    gate,
  })
const words = (...parameters: Parameters<typeof describeOn>) => {
  const { sentences, gaps } = describeOn(...parameters)
  return [...sentences, ...gaps.map(({ sentence }) => sentence)].join(' ')
}

describe('describeEnforcement', () => {
  test('default: an exclusive gate is held by the checkout where Functions run', () => {
    const { level, title, sentences } = describeOn('functions', access)
    expect({ level, title }).toEqual({ level: 'checkout', title: 'Held at checkout' })
    expect(sentences.join(' ')).toMatch(
      /buy button stays .* can put these products into a cart\. .* refuses the order .* Buy it now and express/,
    )
  })

  test('behavior: that orders are held is said only where Shopify lets the app hold', () => {
    const limited: Gate = { ...discount, isLimited: true }
    for (const level of ['functions', 'codes'] as const) {
      expect(words(level, access, 'hold', 'allowed')).toContain('its items are held back from shipping')
      expect(words(level, access, 'hold', 'not-allowed')).toMatch(/it is tagged .* its items are not held/)
      expect(words(level, access, 'hold', 'unknown')).toContain('held if Shopify lets this app hold orders')
      for (const state of ['not-allowed', 'unknown'] as const) {
        for (const gate of [access, limited, { ...discount, needsProducts: true }]) {
          expect(words(level, gate, 'hold', state)).not.toMatch(/held back|held if you chose/)
        }
      }
    }
    expect(words('functions', limited, 'hold', 'not-allowed')).toMatch(
      /second one on a copied unlock.* not held/,
    )
    expect(words('functions', limited, 'tag', 'not-allowed')).not.toContain('held')
  })

  test('behavior: without Functions a discount is a code, and access is looked at in the order', () => {
    expect(describeOn('codes', discount).level).toBe('code')
    expect(describeOn('codes', access).level).toBe('order')
    expect(describeOn('codes', { ...access, hasDiscount: true }).level).toBe('order')
    expect(words('codes', access)).toContain('this shop is on Basic')
    expect(words('codes', access)).toContain(
      'The buy button stays on their pages, and the checkout cannot refuse',
    )
    expect(words('codes', discount)).not.toContain('buy button')
    expect(words('codes', discount)).toContain('can be passed on before it is used')
  })

  test('behavior: of a code that was passed on no more is promised than is done', () => {
    for (const onViolation of ['hold', 'cancel', 'tag'] as const) {
      expect(words('codes', discount, onViolation)).toMatch(/from another cart is tagged for your staff/)
      expect(words('codes', discount, onViolation)).not.toMatch(
        /canceled and refunded|held back from shipping/,
      )
    }
    const account = words('codes', { ...discount, guard: 'account' })
    expect(account).toContain('Only the customer who unlocked it can use it.')
    expect(account).not.toContain('passed on')
  })

  test('behavior: what is off the order needs no product where it is a code', () => {
    const gate = { ...discount, needsProducts: true }
    expect(words('codes', gate)).toMatch(/cannot ask for them\. .* held back from shipping/)
    expect(words('codes', { ...gate, isExclusive: true })).toContain('cannot ask for them')
    expect(words('functions', gate)).not.toContain('cannot ask for them')
    expect(words('codes', discount)).not.toContain('cannot ask for them')
  })

  test('behavior: what becomes of an order is said as it was chosen', () => {
    expect(words('codes', access, 'hold')).toContain('held back from shipping')
    expect(words('codes', access, 'cancel')).toContain('canceled and refunded')
    expect(words('codes', access, 'tag')).toContain('tagged for your staff')
  })

  test('behavior: a cap that no code can hold is told', () => {
    expect(words('codes', { ...discount, hasCap: true })).toContain('most in one cart')
    expect(words('functions', { ...discount, hasCap: true })).not.toContain('most in one cart')
  })

  test('behavior: nothing is promised of a shop that was not tried yet', () => {
    expect(describeOn('unknown', access).level).toBe('unknown')
    expect(words('unknown', access)).not.toContain('refuses')
  })

  test.each<[Enforcement['level'], Gate]>([
    ['functions', access],
    ['functions', discount],
    ['codes', access],
    ['codes', discount],
    ['unknown', access],
  ])('behavior: on %s every surface that is not covered is named', (level, gate) => {
    const surfaces = describeOn(level, gate).gaps.map(({ surface }) => surface)
    expect(surfaces).toEqual(
      expect.arrayContaining(['Point of Sale', 'Draft orders', 'Order edits', 'Other sales channels']),
    )
    expect(surfaces.includes('Bundles')).toBe(gate.isExclusive)
    for (const { sentence } of describeOn(level, gate).gaps) expect(sentence).toMatch(/^[A-Z].+\.$/)
  })

  test('behavior: a gate that needs the cart is not for Buy it now', () => {
    expect(
      describeOn('functions', { ...access, guard: 'cart' }).gaps.map(({ surface }) => surface),
    ).toContain('Buy it now')
  })
})
