import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { directionOf, type Language, languages } from '../../app/core/text/languages.ts'
import { DIALOG_WORDS } from '../../app/picket/words/dialogWords.ts'
import { PAGE_WORDS } from '../../app/picket/words/pageWords.ts'
import type { View } from '../standin/browser/launchBrowser.ts'
import { openPerson, shareBrowser } from './openPerson.ts'
import { type PutWallet, putWallets } from './putWallets.ts'
import { type ClientSite, startClientSite } from './startClientSite.ts'
import { type OauthProject, type OauthServer, startOauthServer } from './startOauthServer.ts'

/* The authorize page of the built server in every language, width and color scheme. */
let server: OauthServer
let site: ClientSite
let project: OauthProject
beforeAll(async () => {
  server = await startOauthServer()
  site = await startClientSite()
  const draft = { redirectUris: [`${site.origin}/callback`], allowedDomains: ['localhost:*'] }
  project = await server.makeProject(draft)
})
afterAll(async () => {
  await site?.close()
  await server?.close()
})

const urlOf = (more: Record<string, string>) =>
  `${server.issuer}/oauth2/authorize?${new URLSearchParams({
    client_id: project.publishableKey,
    redirect_uri: `${site.origin}/callback`,
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
    state: 's',
    ...more,
  })}`

const lantern = (over: Partial<PutWallet> = {}): PutWallet => ({
  name: 'A wallet with quite a long name',
  color: '#e2761b',
  privateKey: server.chain.wallets.outsider.privateKey,
  ...over,
})

type OpenParameters = {
  readonly more: Record<string, string>
  readonly view: View
  readonly wallets?: readonly PutWallet[]
}
async function open({
  more,
  view,
  wallets = [lantern()],
}: OpenParameters): Promise<{ page: Page; signed: string[] }> {
  const person = await openPerson(view)
  const { signed } = await putWallets(person, wallets)
  const page = await person.newPage()
  await page.goto(urlOf(more))
  return { page, signed }
}

async function expectGood(page: Page, language: Language): Promise<void> {
  const wide = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll<HTMLElement>('button, a, p, h1, h2, li, summary')]
      .filter((element) => element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => element.id !== 'said')
      .map((element) => `${element.tagName} ${element.textContent?.slice(0, 80)}`),
  )
  expect(wide).toEqual([])
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
  expect(found).toEqual([])
  if (language === 'en') return
  const english = [...Object.values(DIALOG_WORDS.en), ...Object.values(PAGE_WORDS.en)].filter(
    (text) => !/\[/.test(text) && text !== 'Browser wallet',
  )
  const said = await page.evaluate(() => document.body.innerText.split('\n').map((line) => line.trim()))
  expect(english.filter((text) => said.includes(text))).toEqual([])
}

describe('the authorize page in every language', () => {
  test.each(languages.flatMap((language) => [320, 1280].map((width) => [language, width] as const)))(
    'default: in %s at %s px each state fits, reads as it should and has no violation',
    async (language, width) => {
      const more = {
        ui_locales: language,
        contractAddress: server.chain.contracts.erc20,
        minTokenBalance: '2500',
      }
      const { page } = await open({ more, view: { width, height: 760 } })
      const [dialog, words] = [DIALOG_WORDS[language], PAGE_WORDS[language]]
      const html = page.locator('html')
      expect([await html.getAttribute('lang'), await html.getAttribute('dir')]).toEqual([
        language,
        directionOf(language),
      ])
      await page.getByRole('heading', { name: dialog.choose }).waitFor()
      await page.getByText('HRBR').waitFor()
      await page.getByText(dialog.help).click()
      await page.getByText(words.noWallet).waitFor()
      await expectGood(page, language)

      await page.getByRole('button', { name: 'A wallet with quite a long name' }).click()
      await page.getByRole('heading', { name: dialog.refused }).waitFor()
      await page.getByRole('button', { name: dialog.back }).waitFor()
      await expectGood(page, language)
    },
  )

  test.each(['light', 'dark'] as const)(
    'behavior: in a %s browser everything is readable',
    async (colorScheme) => {
      const { page } = await open({
        more: {},
        view: { colorScheme },
        wallets: [lantern({ signs: 'rejects' })],
      })
      await page.getByText('I don’t have a wallet').click()
      await expectGood(page, 'en')
      await page.getByRole('button', { name: 'A wallet with quite a long name' }).click()
      await page.getByRole('heading', { name: 'No problem.' }).waitFor()
      await expectGood(page, 'en')
    },
  )

  test('behavior: the browser’s language counts if the client wishes none, and the wallet signs in it', async () => {
    const person = await openPerson()
    await person.setExtraHTTPHeaders({ 'accept-language': 'sv,de-CH;q=0.9,en;q=0.5' })
    const { signed } = await putWallets(person, [lantern()])
    const page = await person.newPage()
    await page.goto(urlOf({ locale: 'en' }))
    await page.getByRole('heading', { name: 'Bei Harbor anmelden' }).waitFor()
    await page.getByRole('button', { name: 'A wallet with quite a long name' }).click()
    await page.waitForURL((url) => url.origin === site.origin)
    expect(signed[0]).toContain(
      '\n\nBei Harbor anmelden. Das kostet nichts und sendet keine Transaktion.\n\n',
    )
  })

  test('behavior: without script the page says in its language what it needs', async () => {
    const context = await (await shareBrowser()).newContext({ javaScriptEnabled: false, locale: 'he-IL' })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(urlOf({}))
    const sentence = page.locator('noscript p')
    expect([await sentence.isVisible(), await sentence.innerText()]).toEqual([true, PAGE_WORDS.he.noScript])
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl')
  })

  test('behavior: a desk sees the code of the client’s site once it asks for it, by keyboard too', async () => {
    const { page } = await open({ more: { ui_locales: 'fr' }, view: {} })
    const code = page.getByRole('img', { name: `Code QR : ${new URL(site.origin).host}` })
    await page.getByText('Je n’ai pas de portefeuille').focus()
    expect(await code.isVisible()).toBe(false)
    await page.keyboard.press('Enter')
    await code.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copier le lien')
  })

  test('refuses: an unknown client, with a page in the language and the details in English', async () => {
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(`${server.issuer}/oauth2/authorize?client_id=pk_${'0'.repeat(32)}&ui_locales=ko`)
    await page.getByRole('heading', { name: PAGE_WORDS.ko.cannotStart }).waitFor()
    expect(await page.locator('.details').getAttribute('lang')).toBe('en')
    expect(await page.locator('html').getAttribute('lang')).toBe('ko')
  })
})
