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
  test('default: an exclusive gate is enforced at checkout if Functions run', () => {
    const { level, title, sentences } = describeOn('functions', access)
    expect({ level, title }).toEqual({ level: 'checkout', title: 'Enforced at checkout' })
    expect(sentences.join(' ')).toMatch(
      /buy button stays .* can add them to a cart\. .* refuses the order .* Buy it now and express/,
    )
  })

  test('behavior: the text says that orders are held only if Shopify allows holds', () => {
    const limited: Gate = { ...discount, isLimited: true }
    for (const level of ['functions', 'codes'] as const) {
      expect(words(level, access, 'hold', 'allowed')).toContain('holds its items so that they do not ship')
      expect(words(level, access, 'hold', 'not-allowed')).toMatch(
        /tags it for your staff, but does not hold its items/,
      )
      expect(words(level, access, 'hold', 'unknown')).toContain(
        'holds it if Shopify lets Palisade hold orders',
      )
      for (const state of ['not-allowed', 'unknown'] as const) {
        for (const gate of [access, limited, { ...discount, needsProducts: true }]) {
          expect(words(level, gate, 'hold', state)).not.toMatch(
            /so that they do not ship|holds it if you chose/,
          )
        }
      }
    }
    expect(words('functions', limited, 'hold', 'not-allowed')).toMatch(
      /second order with a copied unlock.* does not hold/,
    )
    expect(words('functions', limited, 'tag', 'not-allowed')).not.toContain('hold')
  })

  test('behavior: without Functions a discount is a code, and access is checked in the order', () => {
    expect(describeOn('codes', discount).level).toBe('code')
    expect(describeOn('codes', access).level).toBe('order')
    expect(describeOn('codes', { ...access, hasDiscount: true }).level).toBe('order')
    expect(words('codes', access)).toContain('this shop is on Basic')
    expect(words('codes', access)).toContain(
      'The buy button stays on the pages of these products, and the checkout cannot refuse',
    )
    expect(words('codes', discount)).not.toContain('buy button')
    expect(words('codes', discount)).toContain('can share a code before using it')
  })

  test('behavior: a plan that Shopify does not name is not guessed', () => {
    const { sentences } = describeEnforcement({
      shop: {
        enforcement: { level: 'codes', plan: null, hasAccounts: true },
        settings: { onViolation: 'hold' },
        holding: { state: 'allowed' },
      },
      gate: discount,
    })
    expect(sentences[0]).toBe(
      'Shopify lets Palisade into the checkout only on the Plus plan, and not in this shop.',
    )
  })

  test('behavior: a code used in another cart is only tagged, and the text promises no more', () => {
    for (const onViolation of ['hold', 'cancel', 'tag'] as const) {
      expect(words('codes', discount, onViolation)).toMatch(/tags an order from another cart for your staff/)
      expect(words('codes', discount, onViolation)).not.toMatch(
        /cancels and refunds|so that they do not ship/,
      )
    }
    const account = words('codes', { ...discount, guard: 'account' })
    expect(account).toContain('Only the customer who unlocked it can use it.')
    expect(account).not.toContain('can share')
  })

  test('behavior: without Functions, a discount off the order cannot require products, and the text says so', () => {
    const gate = { ...discount, needsProducts: true }
    expect(words('codes', gate)).toMatch(/cannot require them\. .* so that they do not ship/)
    expect(words('codes', { ...gate, isExclusive: true })).toContain('cannot require them')
    expect(words('functions', gate)).not.toContain('cannot require them')
    expect(words('codes', discount)).not.toContain('cannot require them')
  })

  test('behavior: the text follows the shop’s action for violations', () => {
    expect(words('codes', access, 'hold')).toContain('so that they do not ship')
    expect(words('codes', access, 'cancel')).toContain('cancels and refunds')
    expect(words('codes', access, 'tag')).toContain('tags it for your staff')
  })

  test('behavior: the text says that a code cannot enforce a cap', () => {
    expect(words('codes', { ...discount, hasCap: true })).toContain('maximum per cart')
    expect(words('functions', { ...discount, hasCap: true })).not.toContain('maximum per cart')
  })

  test('behavior: the text promises nothing for a shop whose enforcement is unknown', () => {
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

  test('behavior: a gate guarded by the cart does not cover Buy it now', () => {
    expect(
      describeOn('functions', { ...access, guard: 'cart' }).gaps.map(({ surface }) => surface),
    ).toContain('Buy it now')
  })
})
