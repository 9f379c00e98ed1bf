import { beforeAll, describe, expect, test } from 'vitest'
import type { Json, Store } from '../standin/demo/shopper.ts'
import { send } from '../standin/demo/shopper.ts'
import { copyShops } from '../standin/demo/shops.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { reformatJson } from '../standin/shopify/admin/resolvers/reformatJson.ts'
import { EXPECTED_KNOBS } from '../standin/shopify/knobs.ts'
import { buy, fillCart, findStore, setKnobs, UNEXPECTED } from './knobPurchases.ts'
import { openDemo } from './openDemo.ts'

/* The checkout under every answer that Shopify may give. */
let demo: RunningDemo
let jacket: Store
let mug: Store
beforeAll(async () => {
  demo = await openDemo()
  jacket = findStore(demo.facts.storefront, demo.facts.gates, 'varsity-jacket')
  mug = findStore(demo.facts.storefront, demo.facts.gates, 'camp-mug')
})

const CHART = { variantId: 91051, price: 12 }
const within = { timeout: 60_000, interval: 100 }

async function readTags(id: number | undefined): Promise<string[]> {
  const response = await fetch(`${demo.facts.storefront}/standin/orders/${id}`)
  return ((await response.json()) as { tags: string[] }).tags
}

/** The purchases of one round. Prices are what the shopper saves. */
async function runRound() {
  const holder = await buy(demo, jacket, { wallet: 'holder' })
  const holderMug = await buy(demo, mug, { wallet: 'holder' })
  const late = await buy(demo, mug, { wallet: 'holder', isOpened: true })
  const outsider = await buy(demo, jacket, { wallet: 'outsider' })
  const outsiderMug = await buy(demo, mug, { wallet: 'outsider' })
  const open = await buy(demo, { ...jacket, gate: { ...jacket.gate, ...CHART } })
  await expect.poll(async () => (await readTags(holderMug.id)).length, within).toBeGreaterThan(0)
  return {
    holder: [holder.bought, holder.off],
    holderMug: [holderMug.bought, holderMug.off, ...(await readTags(holderMug.id))],
    late: [late.bought, late.off],
    outsider: [outsider.bought, outsider.off],
    outsiderMug: [outsiderMug.bought, outsiderMug.errors.length],
    open: [open.bought, open.off],
  }
}

const USUAL = {
  holder: [true, 24],
  holderMug: [true, 5.5, 'token-gate'],
  late: [true, 5.5],
  outsider: [true, 0],
  outsiderMug: [false, 1],
  open: [true, 0],
}
/** What differs from the usual round, by question and answer. */
const UNUSUAL: Readonly<Record<string, Partial<typeof USUAL>>> = {
  'functionQueryCost refused': {
    holder: [true, 0],
    holderMug: [true, 0, 'token-gate'],
    late: [true, 0],
  },
  'cartToken other': { holderMug: [true, 5.5, 'token-gate-suspect'] },
}

describe('purchases', () => {
  test('default: as the app expects Shopify to be', async () => {
    expect(await runRound()).toEqual(USUAL)
  })

  test.each(UNEXPECTED)('behavior: %s is %s', async (id, answer) => {
    await setKnobs(demo, { [id]: answer })
    try {
      expect(await runRound()).toEqual({ ...USUAL, ...UNUSUAL[`${id} ${answer}`] })
    } finally {
      await setKnobs(demo, EXPECTED_KNOBS)
    }
  })
})

describe('draft orders', () => {
  test.each([
    ['unchecked', 201],
    ['no-step', 422],
    ['completion-step', 422],
  ] as const)('behavior: staff sell an exclusive product, %s', async (draftOrders, status) => {
    await setKnobs(demo, { draftOrders })
    const sell = async (variantId: number) => {
      const lines = [{ variantId }]
      const response = await send(`${demo.facts.storefront}/standin/orders`, { source: 'draft', lines })
      return { status: response.status, text: await response.text() }
    }
    try {
      const sold = await sell(mug.gate.variantId)
      expect(sold.status).toBe(status)
      // The refusal is the sentence that a shopper would read.
      if (status === 422) expect(sold.text).toMatch(/wallet/i)
      expect((await sell(CHART.variantId)).status).toBe(201)
    } finally {
      await setKnobs(demo, EXPECTED_KNOBS)
    }
  })
})

describe('stored JSON', () => {
  test('behavior: the Functions read the shop’s configuration in another order and with blanks', async () => {
    const { metafields } = demo.shop
    for (const [key, metafield] of metafields) {
      if (metafield.type === 'json')
        metafields.set(key, { ...metafield, value: reformatJson(metafield.value) })
    }
    const read = () =>
      [...metafields.values()].filter(({ key }) => key === 'proof_config').map(({ value }) => value)
    const stored = read()
    expect(stored.length).toBeGreaterThan(1)
    expect(await runRound()).toEqual(USUAL)
    // The self-test finds every configuration up to date.
    const answer = await demo.requestAdmin({ path: '/app/settings/self-test.data', body: {} })
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain('has an old gate configuration')
    expect(read()).toEqual(stored)
  })
})

describe('the block on the shop’s pages', () => {
  const count = async (path: string, cookie = '') => {
    const html = await (await fetch(`${demo.facts.storefront}${path}`, { headers: { cookie } })).text()
    // Without the embed's, which has no card.
    return html.split('<palisade-gate class').length - 1
  }
  test.each([
    ['metaobjectsInBlocks', 'found', 1],
    ['metaobjectsInBlocks', 'empty', 0],
    ['appMetafieldsInBlocks', 'empty', 1],
  ] as const)(
    'behavior: %s is %s: the product shows its gate, the cart shows %s',
    async (id, answer, inCart) => {
      await setKnobs(demo, { [id]: answer })
      try {
        const { cart } = await fillCart(demo, jacket, {})
        expect([await count('/products/varsity-jacket'), await count('/cart', cart.cookie)]).toEqual([
          1,
          inCart,
        ])
      } finally {
        await setKnobs(demo, EXPECTED_KNOBS)
      }
    },
  )
})

describe('a shop before its first gate', () => {
  test.each([
    ['functions', true],
    ['codes', false],
  ] as const)(
    'behavior: the admin knows that its level is %s, and no rule stays at Shopify',
    async (level, isAllowed) => {
      const seed = copyShops(demo.shopify.state.shops.size).harbor
      const shop = await demo.shopify.addShop(seed)
      shop.functionsAllowed = isAllowed
      // The first page installs the app.
      for (const path of ['/app/gates/new.data', '/app/settings.data']) {
        const answer = await demo.requestAdmin({ shop: seed.myshopifyDomain, path })
        expect(await answer.text()).toContain(`"level","${level}"`)
      }
      expect(shop.validations.size).toBe(0)
    },
  )
})

describe('what the merchant is told', () => {
  /** The self-test's answer, and what home and the page of gates know of a product's page. */
  const readTold = async () => {
    const selfTest = await demo.requestAdmin({ path: '/app/settings/self-test.data', body: {} })
    const home = await demo.requestAdmin({ path: '/app.data' })
    const gates = await demo.requestAdmin({ path: '/app/gates.data' })
    return [await selfTest.text(), await home.text(), await gates.text()]
  }
  const settings = (body: Json) => send(`${demo.facts.storefront}/standin/settings`, body)

  test('default: a block that is on the page and finds cards is no problem', async () => {
    for (const text of await readTold()) expect(text).not.toMatch(/block-(missing|blind)|"missing"|"blind"/)
  })

  test('behavior: the block was never added to the theme', async () => {
    await settings({ hasBlocks: false })
    try {
      const [selfTest, ...pages] = await readTold()
      expect(selfTest).toContain('block-missing')
      for (const page of pages) expect(page).toContain('"missing"')
    } finally {
      await settings({ hasBlocks: true })
    }
  })

  test('behavior: metaobjectsInBlocks is empty', async () => {
    await setKnobs(demo, { metaobjectsInBlocks: 'empty' })
    try {
      const [selfTest, ...pages] = await readTold()
      expect(selfTest).toContain('block-blind')
      for (const page of pages) expect(page).toContain('"blind"')
    } finally {
      await setKnobs(demo, EXPECTED_KNOBS)
    }
  })
})

describe('the handle', () => {
  test.each([
    [{ tokens: 'same' }, 'The stand-in has no knob "tokens".'],
    [{ cartToken: 'maybe' }, 'The knob cartToken cannot be "maybe". Set it to one of: same, other.'],
  ])('refuses: %j (400)', async (knobs, sentence) => {
    const response = await send(`${demo.shopify.graphqlOrigin}/standin/knobs`, {
      shop: demo.facts.shop,
      ...knobs,
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(sentence.replaceAll('"', '\\"'))
  })
})
