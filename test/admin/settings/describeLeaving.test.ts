import { describe, expect, test } from 'vitest'
import { describeLeaving } from '../../../app/admin/settings/describeLeaving.ts'
import { parseClosing } from '../../../app/admin/settings/parseClosing.ts'
import type { ExclusiveProduct } from '../../../app/core/gate/closing.ts'

const product = (id: number): ExclusiveProduct => ({ id, title: `Mug ${id}`, status: 'ACTIVE' })
const leaving = (count: number, over = {}) => ({
  products: Array.from({ length: count }, (_, i) => product(i + 1)),
  isWholeShop: false,
  isPartial: false,
  ...over,
})

describe('describeLeaving', () => {
  test('default: what opens, by name', () => {
    expect(describeLeaving({ leaving: leaving(2), closed: [] })).toEqual([
      'If you uninstall Palisade, your exclusive products open to everyone. Exclusive now: Mug 1, Mug 2.',
    ])
    expect(describeLeaving({ leaving: leaving(7), closed: [] })[0]).toContain('Mug 5 and 2 more.')
  })

  test('behavior: nothing opens without an exclusive product, and nothing is claimed before Shopify answers', () => {
    expect(describeLeaving({ leaving: leaving(0), closed: [] })[0]).toContain('nothing opens')
    expect(describeLeaving({ leaving: null, closed: [] })).toEqual([
      'If you uninstall Palisade, your exclusive products open to everyone.',
    ])
    const whole = describeLeaving({ leaving: leaving(0, { isWholeShop: true }), closed: [] }).join(' ')
    expect(whole).toContain('all your products exclusive')
    expect(whole).not.toContain('nothing opens')
  })

  test('behavior: closed products are named, with the way back', () => {
    const [first, second] = describeLeaving({ leaving: leaving(0), closed: [product(1)] })
    expect(first).toBe('1 product is a draft now: Mug 1.')
    expect(second).toContain('undo')
  })
})

describe('parseClosing', () => {
  test('default', () => {
    expect(parseClosing({ kind: 'close', ids: [1] })).toEqual({ kind: 'close', ids: [1] })
    const undo = { kind: 'undo', products: [{ id: 1, status: 'UNLISTED' }] }
    expect(parseClosing(undo)).toEqual(undo)
  })

  test.each([
    { kind: 'close', ids: [] },
    { kind: 'close', ids: [0] },
    { kind: 'undo', products: [{ id: 1, status: 'DRAFT' }] },
    { kind: 'open', ids: [1] },
    null,
  ])('refuses: %j (ERR_BODY_INVALID)', (body) => {
    expect(() => parseClosing(body)).toThrow(expect.objectContaining({ code: 'ERR_BODY_INVALID' }))
  })
})
