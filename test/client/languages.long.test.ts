import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { directionOf, type Language, languages } from '../../app/core/text/languages.ts'
import { DIALOG_WORDS } from '../../app/picket/words/dialogWords.ts'
import { listViolations } from './page/listViolations.ts'
import { api, lantern, openSite, outcome, serveApi, start, title } from './page/openSite.ts'
import { holder } from './page/signIn.ts'
import { key } from './page/startApi.ts'

/* The dialog of palisade.js in every language, width and theme. */
serveApi()

const dialog = (page: Page) => page.locator('palisade-dialog dialog')
/** What a visitor sees of the dialog. */
const read = (page: Page) => dialog(page).evaluate((element) => (element as HTMLElement).innerText)
const call = (options: object, request: object = {}) =>
  `new Picket('${key}', ${JSON.stringify(options)}).login(${JSON.stringify(request)})`

/** Whether something is wider than the screen or the dialog, or hangs out of its button. */
async function listOverflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ['page'] : []
    const root = document.querySelector('palisade-dialog')?.shadowRoot
    const inside = [...(root?.querySelectorAll<HTMLElement>('dialog, button, a, p, h2, summary') ?? [])]
    return [
      ...wide,
      ...inside
        .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
        .map((element) => `${element.tagName} ${element.textContent}`),
    ]
  })
}

async function expectGood(page: Page, language: Language): Promise<void> {
  expect(await listOverflows(page)).toEqual([])
  expect(await listViolations(page)).toEqual([])
  if (language === 'en') return
  const english = Object.values(DIALOG_WORDS.en).filter((text) => !/\[/.test(text))
  const said = await read(page)
  expect(english.filter((text) => said.includes(text) && text !== 'Browser wallet')).toEqual([])
}

describe('the languages of the dialog', () => {
  test.each(languages.flatMap((language) => [320, 1280].map((width) => [language, width] as const)))(
    'default: in %s at %s px each state fits, reads as it should and has no violation',
    async (language, width) => {
      api.balances.set(holder.address.toLowerCase(), { '0xNamed': '1200.5' })
      const { page } = await openSite({
        site: { lang: language },
        view: { width, height: 720 },
        wallet: { signs: 'once', name: 'A wallet with quite a long name' },
      })
      const words = DIALOG_WORDS[language]
      await start(page, 'picket.login({ contractAddress: "0xNamed", minTokenBalance: 2500 })')
      await title(page, words.choose)
      const host = page.locator('palisade-dialog')
      expect([await host.getAttribute('lang'), await host.getAttribute('dir')]).toEqual([
        language,
        directionOf(language),
      ])
      expect(await dialog(page).evaluate((element) => getComputedStyle(element).direction)).toBe(
        directionOf(language),
      )
      await page.getByText(words.help).click()
      await page.getByText(words.helpText).waitFor()
      await expectGood(page, language)

      await page.getByRole('button', { name: 'A wallet with quite a long name' }).click()
      await title(page, words.rejected)
      await expectGood(page, language)
      await page.getByRole('button', { name: words.again }).click()
      await title(page, words.refused)
      expect(await read(page)).toMatch(language === 'en' ? /2,500 Ape Club/ : /2[.,\s\u00a0\u202f]?500/)
      await expectGood(page, language)
    },
  )

  test.each([
    ['an option goes before the page', { locale: 'fr-CA' }, 'de', 'en-US', 'fr'],
    ['the page goes before the browser', {}, 'ja', 'de', 'ja'],
    ['a page in a language that we lack leaves the browser’s', {}, 'sv', 'nl-BE', 'nl'],
    ['a page that names none', {}, '', 'he', 'he'],
    ['nothing that we have', {}, 'sv', 'fi', 'en'],
  ] as const)('behavior: %s', async (_, options, lang, browser, language) => {
    const { page, context } = await openSite({ site: { lang } })
    await context.addInitScript(
      `Object.defineProperty(navigator, 'languages', { get: () => ['${browser}'] })`,
    )
    await page.reload()
    await start(page, call(options))
    await title(page, DIALOG_WORDS[language].choose)
    expect(await page.locator('palisade-dialog').getAttribute('lang')).toBe(language)
  })

  test('behavior: the wallet’s text and the authorize page get the same language', async () => {
    const { page } = await openSite({ site: { lang: 'nl' } })
    await start(page, 'picket.login()')
    await page.getByRole('button', { name: 'Lantern' }).click()
    await outcome(page)
    expect(api.calls.find(({ path }) => path === 'auth/nonce')?.body).toMatchObject({ locale: 'nl' })
    const url = page.waitForRequest(/oauth2\/authorize/)
    await page.evaluate('picket.loginWithRedirect(), 0')
    expect(new URL((await url).url()).searchParams.get('ui_locales')).toBe('nl')
  })

  test.each([
    ['an error', () => ({ status: 500, body: {} })],
    ['no connection', () => 'lost' as const],
    ['a text instead of JSON', () => ({ status: 200, body: '<p>' })],
  ])('behavior: with %s the dialog is English, says so, and signs in', async (_, forced) => {
    api.forced.set('texts/de', forced)
    const { page } = await openSite({ site: { lang: 'de' } })
    await start(page, 'picket.login()')
    await title(page, 'Choose your wallet')
    const host = page.locator('palisade-dialog')
    expect([await host.getAttribute('lang'), await host.getAttribute('dir')]).toEqual(['en', 'ltr'])
    await page.getByRole('button', { name: 'Lantern' }).click()
    expect((await outcome(page)).value).toHaveProperty('accessToken')
  })

  test('behavior: texts that never arrive hold the dialog up for two seconds, in which it can be given up', async () => {
    api.forced.set('texts/ar', () => new Promise(() => {}))
    const { page } = await openSite({ site: { lang: 'ar' } })
    await start(page, 'picket.login({}, { signal: (window.stop = new AbortController()).signal })')
    await page.evaluate('stop.abort()')
    expect(await outcome(page)).toMatchObject({ reason: 'closed' })
    await start(page, 'picket.login()', 'two')
    await title(page, 'Choose your wallet')
    expect(await page.locator('palisade-dialog').getAttribute('dir')).toBe('ltr')
  })
})

describe('the themes of the dialog', () => {
  const background = (page: Page) =>
    dialog(page).evaluate((element) => getComputedStyle(element).backgroundColor)

  test.each(['light', 'dark', 'auto'] as const)(
    'default: %s is readable in every state, in a dark browser too',
    async (theme) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await openSite({ view: { colorScheme }, wallet: { signs: 'once' } })
        await start(page, call({ theme }, { contractAddress: '0xC' }))
        await title(page, 'Choose your wallet')
        await page.getByText('I don’t have a wallet').click()
        expect(await listViolations(page)).toEqual([])
        const isDark = theme === 'dark' || (theme === 'auto' && colorScheme === 'dark')
        expect(await background(page)).toBe(isDark ? 'rgb(25, 27, 32)' : 'rgb(255, 255, 255)')
        await page.getByRole('button', { name: 'Lantern' }).click()
        await title(page, 'No problem.')
        expect(await listViolations(page)).toEqual([])
        await page.getByRole('button', { name: 'Try again' }).click()
        await title(page, 'Not in this wallet yet')
        expect(await listViolations(page)).toEqual([])
      }
    },
  )

  test('behavior: auto follows the browser while the dialog is open', async () => {
    const { page } = await openSite()
    await start(page, call({ theme: 'auto' }))
    await title(page, 'Choose your wallet')
    expect(await background(page)).toBe('rgb(255, 255, 255)')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => background(page)).toBe('rgb(25, 27, 32)')
    await page.emulateMedia({ colorScheme: 'light' })
    await expect.poll(() => background(page)).toBe('rgb(255, 255, 255)')
  })
})

describe('the way to a wallet on a phone', () => {
  const find = (page: Page) => page.getByRole('button', { name: 'Show QR code' })

  test('default: a desk asks for the code, which the API draws; the focus goes there and nothing is lost', async () => {
    const { page } = await openSite({ wallets: [] })
    await start(page, 'picket.login()')
    await find(page).focus()
    expect(api.calls.some(({ path }) => path === 'qr')).toBe(false)
    await page.keyboard.press('Enter')
    await page.getByRole('img', { name: 'QR code: this page’s link' }).waitFor()
    await page.getByText('Scan this code with your phone').waitFor()
    const { body, authorization } = api.calls.find(({ path }) => path === 'qr') ?? {}
    expect(body).toEqual({ page: page.url() })
    expect(authorization).toMatch(/^Basic /)
    expect(
      await page.evaluate(`document.querySelector('palisade-dialog').shadowRoot.activeElement?.className`),
    ).toBe('code')
    expect(await listOverflows(page)).toEqual([])
    expect(await listViolations(page)).toEqual([])
    expect(await page.getByRole('link', { name: 'MetaMask' }).isVisible()).toBe(false)
  })

  test('behavior: with a wallet in the browser, the code is one press further, and stays as wallets come', async () => {
    const { page } = await openSite()
    await start(page, 'picket.login()')
    await page.getByText('I don’t have a wallet').click()
    await find(page).click()
    await page.getByRole('img', { name: 'QR code: this page’s link' }).waitFor()
    await page.evaluate(`dispatchEvent(new CustomEvent('eip6963:announceProvider',
      { detail: { info: { uuid: 'late', name: 'Late' }, provider: { request() {} } } })), 0`)
    await page.getByRole('button', { name: 'Late' }).waitFor()
    expect(await page.getByRole('img', { name: 'QR code: this page’s link' }).isVisible()).toBe(true)
  })

  test('refuses: nothing in silence: a code that cannot be drawn leaves the link, and can be asked for again', async () => {
    const { page } = await openSite({ wallets: [] })
    api.forced.set('qr', () => ({ status: 429, body: { msg: 'slow down' } }))
    await start(page, 'picket.login()')
    await find(page).click()
    await page.getByText('We couldn’t draw the code just now. Copy the link instead.').waitFor()
    expect(await page.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(true)
    api.forced.clear()
    await find(page).click()
    await expect(
      page.getByRole('img', { name: 'QR code: this page’s link' }).waitFor(),
    ).resolves.toBeUndefined()
  })

  test.each([320, 390])('behavior: a phone of %s px has links to apps and no code', async (width) => {
    const { page } = await openSite({ wallets: [], view: { isPhone: true, width } })
    await start(page, call({}, { chain: 'solana' }))
    await page.getByRole('link', { name: 'Phantom' }).waitFor()
    expect(await find(page).isVisible()).toBe(false)
    expect(await page.getByRole('link', { name: 'Rainbow' }).count()).toBe(0)
    expect(await listOverflows(page)).toEqual([])
  })
})

describe('slow and odd wallets', () => {
  test.each([50, 300, 1500])(
    'behavior: wallets that take %s ms are found, answer, and keep the focus inside',
    async (slowMs) => {
      const { page } = await openSite({ wallets: [{ ...lantern, slowMs }] })
      await page.locator('#enter').focus()
      await start(page, 'picket.login()')
      await title(page, 'Choose your wallet')
      const inside = () =>
        page.evaluate(`document.activeElement.localName === 'palisade-dialog' &&
        document.activeElement.shadowRoot.activeElement?.textContent`)
      expect(await inside()).toBeTruthy()
      await expect.poll(inside).toBe('Lantern')
      await page.keyboard.press('Enter')
      await title(page, 'Continue in Lantern')
      expect(await inside()).toBe('Continue in Lantern')
      expect((await outcome(page)).value?.user.walletAddress).toBe(holder.address)
      expect(await page.evaluate('document.activeElement.id')).toBe('enter')
    },
  )

  test('refuses: a signature of another account, with a sentence and a way on', async () => {
    const { page } = await openSite({ wallet: { signs: 'wrongly' } })
    await start(page, 'picket.login()')
    await page.getByRole('button', { name: 'Lantern' }).click()
    await title(page, 'Your wallet’s answer didn’t match.')
    await page.getByRole('button', { name: 'Use another wallet' }).click()
    await page.getByRole('button', { name: 'Harbour' }).click()
    expect((await outcome(page)).value).toHaveProperty('accessToken')
  })
})
