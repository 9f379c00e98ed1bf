import { readdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import type { CustomerOpeningsView, OrderOpeningsView } from '../../../app/proxy/surfaces/views.ts'
import { renderCustomer } from '../../../extensions/shopper-surfaces/renderCustomer.ts'
import { type RenderOrderParameters, renderOrder } from '../../../extensions/shopper-surfaces/renderOrder.ts'
import type { CustomerOpenings, OrderOpenings } from '../../../extensions/shopper-surfaces/types.ts'
import published from '../surfaceElements.json' with { type: 'json' }
import { openSurface, readWords } from './openSurface.ts'

const FOUND: Extract<OrderOpeningsView, { kind: 'found' }> = {
  ...{ kind: 'found', currency: 'EUR', hold: null, isCancelled: false, receipts: [] },
  openings: [
    {
      by: { kind: 'token', name: 'Night Owls #17' },
      gate: 'Owls',
      gives: [{ kind: 'percentage', percent: 10 }],
      items: ['Varsity Jacket · M'],
    },
  ],
}
const ORDER: RenderOrderParameters = {
  ...{ orderGid: 'gid://shopify/Order/9001', confirmation: 'XPAV284CT', hasUnlock: true },
}
type Answered = OrderOpeningsView | CustomerOpeningsView | Error | number

const answerWith = (answers: readonly Answered[]) => {
  let asked = 0
  return async (): Promise<Response> => {
    const answer = answers[Math.min(asked, answers.length - 1)]
    asked += 1
    if (answer instanceof Error) throw answer
    if (typeof answer === 'number') return Response.json({ code: 'ERR_INTERNAL' }, { status: answer })
    return Response.json(answer satisfies OrderOpenings | CustomerOpenings | undefined)
  }
}
async function showOrder(
  answers: readonly Answered[],
  given: Partial<RenderOrderParameters> = {},
  language?: string,
) {
  const surface = openSurface({
    answer: answerWith(answers),
    extension: 'thank-you',
    ...(language && { language }),
  })
  await renderOrder(surface.host, { ...ORDER, ...given })
  return surface
}

describe('the block of an order', () => {
  test('default: which token opened what, in one sentence', async () => {
    const { text, html, asked } = await showOrder([FOUND])
    expect(asked).toEqual([{ path: '/surfaces/order', body: { order: '9001', confirmation: 'XPAV284CT' } }])
    expect(text()).toBe('Night Owls #17 opened 10% off Varsity Jacket · M.')
    expect(html()).toContain('<s-section heading="Unlocked with your wallet"')
    expect(html()).not.toContain('s-spinner')
  })

  test('behavior: every kind of gift and of holder has a sentence', async () => {
    const gives = [
      { kind: 'exclusive' },
      { kind: 'fixedAmount', amount: 5 },
      { kind: 'orderPercentage', percent: 12.5 },
      { kind: 'orderAmount', amount: 7.5 },
      { kind: 'freeShipping' },
    ] as const
    const opening = { by: { kind: 'wallet', name: '0x12…9f' }, gate: 'Owls', gives, items: ['Cap'] } as const
    const pass = { by: { kind: 'pass', name: null }, gate: 'Owls', gives: [], items: [] } as const
    const plain = { by: { kind: 'wallet', name: null }, gate: null, items: [] } as const
    const openings = [
      opening,
      pass,
      { ...plain, gives: [{ kind: 'exclusive' }] },
      { ...plain, gives: [{ kind: 'percentage', percent: 5 }] },
    ] as const
    const { text } = await showOrder([{ ...FOUND, openings }])
    for (const sentence of [
      'Your wallet 0x12…9f gave you access to Cap.',
      'Your wallet 0x12…9f opened €5.00 off Cap.',
      'Your wallet 0x12…9f opened 12.5% off your order.',
      'Your wallet 0x12…9f opened €7.50 off your order.',
      'Your wallet 0x12…9f opened free shipping.',
      'A pass from the shop opened Owls.',
      'Your wallet gave you access.',
      'Your wallet opened 5% off.',
    ])
      expect(text()).toContain(sentence)
  })

  test('behavior: until the order is settled it says so, and asks again', async () => {
    const { text, asked } = await showOrder([404, { kind: 'waiting' }, { kind: 'waiting' }, FOUND])
    expect(asked).toHaveLength(4)
    expect(text()).toContain('Night Owls #17')
    const late = await showOrder([{ kind: 'waiting' }])
    expect(late.text()).toContain('Your unlock is still being checked.')
    expect(late.asked).toHaveLength(7)
    await late.click('Try again')
    expect(late.asked).toHaveLength(14)
  })

  test.each([
    ['unproved', 'We found no valid unlock for it.'],
    ['used', 'Its unlock was already used.'],
    ['other-cart', 'It was unlocked in another cart.'],
    ['not-held', 'The token was no longer in your wallet'],
    ['over-cap', 'It has more items than the unlock allows.'],
    ['closed', 'The offer had ended before the order.'],
  ] as const)('behavior: a hold says why: %s', async (hold, sentence) => {
    const { html, text } = await showOrder([{ ...FOUND, openings: [], hold }])
    expect(html()).toContain('<s-banner tone="warning" heading="Your order is on hold"')
    expect(text()).toContain(sentence)
    expect(text()).toContain('The shop will look at it.')
  })

  test('behavior: a receipt can be copied, and a canceled order says so', async () => {
    const { html, text } = await showOrder([
      { ...FOUND, openings: [], isCancelled: true, receipts: [{ gate: 'Owls', token: 'a.b.c' }] },
    ])
    expect(html()).toContain('<s-clipboard-item id="receipt-0" text="a.b.c"')
    expect(html()).toContain('command="--copy" commandfor="receipt-0"')
    expect(text()).toContain('Copy the receipt for Owls')
    expect(text()).toContain('This order was canceled.')
  })

  test('behavior: an order without a gate shows nothing, and neither does one without an answer or an id', async () => {
    for (const answers of [[{ kind: 'none' }], [{ kind: 'waiting' }], [500], [404]] as const) {
      const { html, text, asked } = await showOrder(answers, { hasUnlock: false })
      expect(text()).toBe('')
      expect(asked).toHaveLength(1)
      expect(html()).not.toContain('s-section')
    }
    const { asked, html } = await showOrder([FOUND], { orderGid: '', hasUnlock: false })
    expect(asked).toEqual([])
    expect(html()).not.toContain('s-section')
  })

  test('behavior: offline or refused it says so, and a button tries again (ERR_INTERNAL)', async () => {
    for (const failed of [new Error('offline'), 500, 401]) {
      const { text, click } = await showOrder([failed, FOUND])
      expect(text()).toContain('We couldn’t load what your wallet unlocked. Your order is not affected.')
      await click('Try again')
      expect(text()).toBe('Night Owls #17 opened 10% off Varsity Jacket · M.')
    }
  })
})

const CUSTOMER: CustomerOpeningsView = {
  currency: 'EUR',
  wallets: ['0x12…9f'],
  open: [{ gate: 'Owls', endsAt: 1_790_000_000 }],
  held: ['Collectors'],
  orders: [
    {
      name: '#1001',
      orderedAt: 1_790_000_000,
      openings: FOUND.openings.map((one) => ({ ...one, items: [] })),
    },
  ],
}
async function showCustomer(answers: readonly Answered[], language?: string) {
  const surface = openSurface({
    ...{ answer: answerWith(answers), extension: 'customer-account' },
    ...(language && { language }),
  })
  await renderCustomer(surface.host)
  return surface
}

describe('the block of a customer', () => {
  test('default: wallets, open gates with their end, and orders with the token', async () => {
    const { text, html, asked } = await showCustomer([CUSTOMER])
    expect(asked).toEqual([{ path: '/surfaces/customer', body: {} }])
    expect(html()).toContain('<s-list-item>0x12…9f</s-list-item>')
    expect(html()).toMatch(/<s-list-item>Owls, until Sep 21, 2026, 2:13\sPM<\/s-list-item>/)
    expect(html()).toContain('<s-list-item>Collectors</s-list-item>')
    expect(html()).toContain('#1001 · Sep 21, 2026 · Owls · Night Owls #17 opened 10% off.')
    expect(text()).toContain('Sign out my wallets')
  })

  test('behavior: a customer without a wallet learns how to link one', async () => {
    const { text } = await showCustomer([{ currency: 'EUR', wallets: [], open: [], held: [], orders: [] }])
    expect(text()).toBe(
      'No wallet is linked to your account. Sign in, then connect a wallet on a product page.',
    )
  })

  test('behavior: signing out asks the app, and may fail', async () => {
    const { text, click, asked } = await showCustomer([CUSTOMER, 500, CUSTOMER, CUSTOMER])
    await click('Sign out my wallets')
    expect(asked[1]).toEqual({ path: '/surfaces/signout', body: {} })
    expect(text()).toContain('We couldn’t sign out your wallets.')
    await click('Try again')
    expect(text()).toContain('Your wallets are signed out.')
    await click('Back')
    expect(text()).toContain('0x12…9f')
  })

  test('behavior: offline it says so, and a button tries again (ERR_INTERNAL)', async () => {
    const { text, click } = await showCustomer([new Error('offline'), CUSTOMER])
    expect(text()).toContain('We couldn’t load your wallets. Nothing is lost.')
    await click('Try again')
    expect(text()).toContain('0x12…9f')
  })
})

const LANGUAGES = readdirSync('extensions/gate-block/locales')
  .filter((file) => !file.endsWith('.schema.json'))
  .map((file) => file.replace(/\.json$/, ''))

describe('languages', () => {
  test('default: both blocks have those of the theme block, with the same words for the same keys', () => {
    for (const extension of ['thank-you', 'customer-account'])
      expect(readdirSync(`extensions/${extension}/locales`).sort()).toEqual(
        LANGUAGES.map((one) => `${one}.json`).sort(),
      )
    for (const language of LANGUAGES) {
      const { wallets, ...shared } = readWords('customer-account', language)
      expect(readWords('thank-you', language)).toEqual(shared)
      expect(listKeys({ wallets })).toEqual(
        listKeys({ wallets: readWords('customer-account', 'en.default').wallets }),
      )
      expect(listKeys(shared)).toEqual(listKeys(readWords('thank-you', 'en.default')))
    }
  })

  test.each(LANGUAGES)('behavior: %s names the same values as English, and renders', async (language) => {
    const named = (words: Record<string, unknown>) =>
      listTexts(words).map(([key, text]) => [
        key,
        [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort(),
      ])
    expect(named(readWords('customer-account', language))).toEqual(
      named(readWords('customer-account', 'en.default')),
    )
    expect((await showOrder([FOUND], {}, language)).text()).toContain('Night Owls #17')
    expect((await showCustomer([CUSTOMER], language)).text()).toContain('0x12…9f')
  })
})

function listTexts(words: Record<string, unknown>, before = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[before + key, value] as [string, string]]
      : listTexts(value as Record<string, unknown>, `${before}${key}.`),
  )
}
function listKeys(words: Record<string, unknown>): string[] {
  return listTexts(words).map(([key]) => key)
}

/** Shopify's limit for the compiled script of an extension. */
const MOST_BYTES = 64_000

test.each([
  'thank-you/src/index.ts',
  'customer-account/src/profile.ts',
  'customer-account/src/orderStatus.ts',
])('default: the script of %s is far below 64 kB', async (file) => {
  const { outputFiles } = await build({
    ...{ entryPoints: [path.resolve('extensions', file)], bundle: true, minify: true, write: false },
    ...{ format: 'iife', target: 'es2022', logLevel: 'silent' },
    define: { 'process.env.SHOPIFY_APP_URL': '"https://palisade.example"' },
  })
  const text = outputFiles[0]?.text ?? ''
  expect(text).toContain('https://palisade.example')
  expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES / 4)
})

test('default: the targets are among those that Shopify publishes', async () => {
  const { readFile } = await import('node:fs/promises')
  const tomls = await Promise.all(
    ['thank-you', 'customer-account'].map((name) =>
      readFile(`extensions/${name}/shopify.extension.toml`, 'utf8'),
    ),
  )
  const targets = tomls.flatMap((toml) =>
    [...toml.matchAll(/^\s*target = "(.+)"$/gm)].map(([, target]) => target),
  )
  expect(targets.sort()).toEqual([...published.targets].sort())
})
