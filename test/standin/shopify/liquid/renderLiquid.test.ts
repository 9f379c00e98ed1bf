import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { seedGates } from '../../../extensions/gate-block/page/seedGates.ts'
import { metafieldKey, nextId } from '../state.ts'
import { buildContext } from './buildContext.ts'
import { createLiquid } from './createLiquid.ts'
import { renderAppBlock } from './renderAppBlock.ts'
import { renderLiquid } from './renderLiquid.ts'

const root = mkdtempSync(join(tmpdir(), 'liquid-'))
afterAll(() => rmSync(root, { recursive: true }))
const put = (path: string, text: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}
put(
  'locales/en.default.json',
  '{"a":{"hi":"Hi {{ who }} & co","rich_html":"<b>{{ who }}</b>","n":{"one":"{{ count }} hat","other":"{{ count }} hats"}}}',
)
put('snippets/who.liquid', '{{ product.title }}/{{ given }}/{{ outer }}')
put('sections/top.liquid', 'top {{ shop.name }}{% schema %}{"name":"{{ top }}"}{% endschema %}')

const seed = seedGates({
  gates: [{ number: 4, conditions: [{ kind: 'erc721', name: 'Ape' }] }],
  price: '1234.50',
})
const { state, shop, product } = seed
const engine = createLiquid({ shop, roots: [root] })
const context = buildContext({
  state,
  shop,
  product,
  path: '/products/varsity-jacket?variant=2002',
  selectedVariantId: 2002,
})
const render = (text: string) => renderLiquid({ engine, template: { text }, context })

describe('filters', () => {
  test.each([
    ["{{ 'a.hi' | t: who: '<i>' }}", 'Hi &lt;i&gt; &amp; co'],
    ["{{ 'a.rich_html' | t: who: '<i>' }}", '<b>&lt;i&gt;</b>'],
    ["{{ 'a.n' | t: count: 1 }}, {{ 'a.n' | t: count: 2 }}", '1 hat, 2 hats'],
    ["{{ 'a.none' | t }}", 'Translation missing: en.a.none'],
    ['{{ product.price | money }}', '€1,234.50'],
    ['{{ product.price | money_with_currency }}', '€1,234.50 EUR'],
    ['{{ product.price | money_without_currency }}', '1,234.50'],
    ['{{ 120000 | money_without_trailing_zeros }}', '€1,200'],
    ["{{ '</script>&\u2028' | json }}", '"\\u003c/script\\u003e\\u0026\\u2028"'],
    ['{{ nothing | json }}', 'null'],
    [
      "{{ 'x.css' | asset_url | stylesheet_tag }}",
      '<link href="/assets/x.css" rel="stylesheet" type="text/css" media="all">',
    ],
    ["{{ 'Ünder  Way!' | handleize }}", 'ünder-way'],
    [
      "{{ '/a.svg' | image_url: width: 80 | image_tag: alt: 'a\"b' }}",
      '<img src="/a.svg" loading="lazy" alt="a&quot;b">',
    ],
  ])('default: %s', async (text, expected) => {
    expect(await render(text)).toBe(expected)
  })
  test('refuses: a filter or tag that Shopify does not have', async () => {
    await expect(render("{{ 'a' | shout }}")).rejects.toThrow(/undefined filter/)
    await expect(render('{% shout %}')).rejects.toThrow()
    await expect(render("{% form 'wishlist' %}{% endform %}")).rejects.toThrow(/form type/)
  })
})

describe('objects', () => {
  test('default', async () => {
    expect(
      await render('{{ product.selected_variant.id }} {{ routes.root_url }} {{ request.page_type }}'),
    ).toBe('2002 / product')
    expect(await render("{% render 'who', given: 1 %}")).toBe('Varsity Jacket/1/')
    expect(await render("{% assign outer = 2 %}{% render 'who' %}")).toBe('Varsity Jacket//')
    expect(await render("{% section 'top' %}")).toBe(
      '<div id="shopify-section-top" class="shopify-section">top Northside</div>',
    )
    expect(await render("{% form 'product', product, id: 'f' %}x{% endform %}")).toContain(
      'action="/cart/add"',
    )
  })
  test('behavior: $app resolves in app blocks only', async () => {
    expect(await render('{{ product.metafields["$app"].gate_cards.value.size }}')).toBe('')
    expect(await render('{{ product.metafields["app--77"].gate_cards.value.size }}')).toBe('1')
  })
  test('behavior: metafields and metaobjects have the types of their definitions', async () => {
    const text = `{% assign card = product.metafields["app--77"].gate_cards.value.first -%}
      {{- card.system.handle }} {{ card.number.value | plus: 1 }} {{ card.needs.value.conditions[0].name }}`
    expect(await render(text)).toBe('gate-4 5 Ape')
    const ownerGid = `gid://shopify/Product/${product.id}`
    const metafield = {
      id: `gid://shopify/Metafield/${nextId()}`,
      ownerGid,
      namespace: 'x',
      createdAt: '',
      updatedAt: '',
    }
    shop.metafields.set(metafieldKey(ownerGid, 'x', 'on'), {
      ...metafield,
      key: 'on',
      type: 'boolean',
      value: 'false',
    })
    expect(await render('{% if product.metafields.x.on.value %}yes{% else %}no{% endif %}')).toBe('no')
  })
  test('refuses: inherited properties, which render as empty', async () => {
    expect(
      await render('{{ product.constructor }}{{ product.title.constructor.name }}{{ product.__proto__ }}'),
    ).toBe('')
  })
})

describe('renderAppBlock', () => {
  put(
    'app/blocks/b.liquid',
    `{{ block.settings.size }} {{ block.settings.color }} {{ 'a' | t }} {{ 'x.png' | asset_url }}
{{- product.metafields["$app"].gate_cards.value.size }}[{{ block.shopify_attributes }}]
{% schema %}{"name":"B","target":"section","javascript":"b.js","stylesheet":"b.css","settings":[{"id":"size","default":3},{"id":"color"},{"type":"header"}]}{% endschema %}`,
  )
  put('app/locales/en.default.json', '{"a":"A"}')
  const block = (more: object = {}) =>
    renderAppBlock({ state, shop, extensionDir: join(root, 'app'), blockName: 'b', context, ...more })

  test('default: a block has its own translations, its own assets and default settings', async () => {
    const html = await block({ settings: { color: 'red' } })
    expect(html).toContain('<link rel="stylesheet" href="/extensions/app/assets/b.css" media="all">')
    expect(html).toContain('<script src="/extensions/app/assets/b.js" defer></script>')
    expect(html).toContain('class="shopify-block shopify-app-block"')
    expect(html).toContain('3 red A /extensions/app/assets/x.png1[]')
  })
  test('behavior: assets are included once a page, and the editor gets its attributes', async () => {
    const loadedAssets = new Set<string>()
    expect(await block({ loadedAssets })).toContain('<script')
    expect(await block({ loadedAssets })).not.toContain('<script')
    const designed = buildContext({ state, shop, product, designMode: true })
    expect(await block({ context: designed, blockId: 'one' })).toContain('[data-shopify-editor-block="one"]')
  })
})
