import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { languages } from '../../../app/core/text/languages.ts'
import { storeTextsRoute } from '../../../app/proxy/storeTextsRoute.ts'
import { openPerson } from '../../e2e/openPerson.ts'

/* The card of a store whose cart holds a code of the shopper's own, without the store. */
const TEXTS = 'https://palisade.test/bigcommerce/texts/'

async function openCard(locale: string) {
  const contents = `
    import { createCard } from './client/store/renderCard.ts'
    import { loadTexts } from './client/store/texts.ts'
    const state = {
      step: 'idle', error: null, address: '0x1', codes: ['PAL-BEST'], endsAt: null, wallets: [],
      gates: [{ number: 1, kind: 'percentage', state: 'active', products: [111], gives: { kind: 'percentage', percent: '20' }, result: { kind: 'open' },
        needs: { conditions: [], join: 'all', count: 1, chains: [{ family: 'evm' }] } }],
    }
    let rival = { cartId: 'c1', code: 'SUMMER10', isKept: false }
    window.said = []
    window.start = async () => {
      const texts = await loadTexts('https://palisade.test')
      const card = createCard({
        texts, origin: '', hasPass: false, cancel: () => {}, gates: { readState: () => state, disconnect: async () => {} },
        readRival: () => rival,
        useOffer: () => { window.said.push('use'); rival = null; card.render(state) },
        keepRival: () => { window.said.push('keep'); rival = { ...rival, isKept: true }; card.render(state) },
      })
      document.body.append(card.element)
      card.render(state)
    }`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
    ...{ bundle: true, format: 'iife', write: false, loader: { '.css': 'text' } },
  })
  const page = await (await openPerson({ width: 390, height: 844 })).newPage()
  await page.route('https://palisade.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="${locale}"><body></body></html>`,
    }),
  )
  await page.route(`${TEXTS}*`, async (route) =>
    route.fulfill({
      contentType: 'application/json',
      body: await storeTextsRoute({ params: { locale: route.request().url().slice(TEXTS.length) } }).text(),
    }),
  )
  await page.goto('https://palisade.test/')
  await page.addScriptTag({ content: `${outputFiles[0]?.text}` })
  await page.evaluate('start()')
  return page
}

test('default: the card names the shopper’s own code, and lets them keep it or use the offer', async () => {
  const page = await openCard('en')
  await page.getByText('Your cart has the code SUMMER10.').waitFor()
  expect(await page.getByText('Applied at checkout.').count()).toBe(0)
  await page.getByRole('button', { name: 'Keep SUMMER10' }).click()
  await page.getByText('Your cart has the code SUMMER10.').waitFor({ state: 'detached' })
  expect(await page.getByText('Applied at checkout.').count()).toBe(0)
  await page.getByRole('button', { name: 'Use this offer' }).click()
  await page.getByText('Applied at checkout.').waitFor()
  expect(await page.getByRole('button', { name: 'Use this offer' }).count()).toBe(0)
  expect(await page.evaluate('said')).toEqual(['keep', 'use'])
})

test.each(languages)('behavior: the question fits a phone in %s', async (locale) => {
  const page = await openCard(locale)
  await page.getByText('SUMMER10').first().waitFor()
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
  expect(await page.locator('.palisade-button').count()).toBe(1)
})
