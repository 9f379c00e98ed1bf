import { describe, expect, test } from 'vitest'
import { parseExtensions } from '../../../app/admin/block/parseExtensions.ts'

const themeId = 'gid://shopify/OnlineStoreTheme/1'
const place = (target: string) => ({ target, themeId })
const list = (...targets: string[]) => [
  { handle: 'order-block', type: 'ui_extension', activations: [{ target: 'admin.order-details.block' }] },
  {
    handle: 'gate-block',
    type: 'theme_app_extension',
    activations: [
      {
        handle: 'cart',
        target: 'section',
        status: 'active',
        activations: [place('template--cart/main/cart_1')],
      },
      { handle: 'gate', target: 'section', status: 'available', activations: targets.map(place) },
    ],
  },
]

describe('parseExtensions', () => {
  test.each([
    'template--product/main/gate_GPzUYy',
    'template--product.alternate/main/gate_GPzUYy',
    'section-group--header/apps/gate_1',
  ])('default: the block at %s is on product pages', (target) => {
    expect(parseExtensions(list('template--index/main/gate_0', target))).toBe('added')
  })

  test.each([[[]], [['template--index/main/gate_0']], [['template--products-list/main/gate_0']]])(
    'behavior: placed at %j it is missing there',
    (targets) => {
      expect(parseExtensions(list(...targets))).toBe('missing')
    },
  )

  test.each([
    [null],
    [undefined],
    ['yes'],
    [[]],
    [[null, 7]],
    [[{ handle: 'gate-block', type: 'theme_app_extension' }]],
    [[{ handle: 'gate-block', type: 'theme_app_extension', activations: [] }]],
    [[{ handle: 'gate-block', type: 'theme_app_extension', activations: [{ handle: 'gate' }] }]],
    [[{ handle: 'other', type: 'theme_app_extension', activations: [{ handle: 'gate', activations: [] }] }]],
  ])('behavior: an answer without the block says nothing: %j', (answer) => {
    expect(parseExtensions(answer)).toBe('silent')
  })

  test('behavior: a place without a target is no place', () => {
    const [, extension] = list()
    const activations = [{ handle: 'gate', activations: [{ themeId }, { target: 7 }] }]
    expect(parseExtensions([{ ...extension, activations }])).toBe('missing')
  })
})
