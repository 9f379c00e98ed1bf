import { expect, test } from 'vitest'
import { isAbout } from '../../../app/core/gate/subject.ts'

const variants = { kind: 'variants', variants: [{ productId: 8103, variantId: 91032 }] } as const
const about = (productId: number, variantId: number | null) =>
  isAbout({ subject: variants, productId, variantId, collectionIds: new Set() })

test('default: a gate of a variant is about that variant of its product', () => {
  expect(about(8103, 91032)).toBe(true)
})

test('refuses: another variant of the product, the product as a whole, and the variant under another product', () => {
  expect(about(8103, 91031)).toBe(false)
  expect(about(8103, null)).toBe(false)
  expect(about(8102, 91032)).toBe(false)
})
