import { describe, expect, test } from 'vitest'
import { api, lantern, openSite, outcome, press, serveApi, start, title } from './page/openSite.ts'
import { holder } from './page/signIn.ts'
import { key } from './page/startApi.ts'

serveApi()

describe('the dialog for everyone', () => {
  test('behavior: by keyboard alone, the focus stays inside the dialog and returns to where it was', async () => {
    const { page } = await openSite()
    await page.locator('#enter').focus()
    await start(page, 'picket.login()')
    await title(page, 'Choose your wallet')
    const focused = () =>
      page.evaluate(`(() => {
      const inner = document.querySelector('palisade-dialog')?.shadowRoot.activeElement
      return inner ? inner.textContent.trim() || inner.getAttribute('aria-label') : document.activeElement.id
    })()`)
    await expect.poll(focused).toBe('Lantern')
    const seen: unknown[] = []
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab')
      seen.push(await focused())
    }
    expect(seen).not.toContain('enter')
    expect(seen).toEqual(expect.arrayContaining(['Harbour', 'I don’t have a wallet', 'Close']))
    await page.keyboard.press('Escape')
    await expect.poll(focused).toBe('enter')
  })

  test('behavior: it is a modal dialog with a name and a description, and announces what it does', async () => {
    const { page } = await openSite({ wallet: { signs: 'waits' } })
    await start(page, 'picket.login()')
    const dialog = page.getByRole('dialog', { name: 'Choose your wallet' })
    await dialog.waitFor()
    expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true)
    await press(page, 'Lantern')
    await page.getByRole('dialog', { name: 'Confirm in Lantern' }).waitFor()
    await expect
      .poll(() => page.getByRole('status').textContent())
      .toBe('It’s free and sends no transaction.')
    await expect
      .poll(() =>
        page.evaluate(`document.querySelector('palisade-dialog').shadowRoot.activeElement?.textContent`),
      )
      .toBe('Confirm in Lantern')
  })

  test('behavior: the page’s CSS does not reach in, the dialog’s does not reach out, and a strict policy keeps its style', async () => {
    const css =
      'button,h2,p,ul,dialog{display:none!important;color:red!important;font-size:60px!important}*{all:revert}'
    const policy = `default-src 'none'; script-src ${api.origin}; connect-src ${api.origin}; img-src data:; style-src 'none'`
    const { page } = await openSite({ site: { css, policy } })
    await start(page, 'picket.login()')
    const button = page.getByRole('button', { name: 'Lantern' })
    await button.waitFor()
    const box = await button.boundingBox()
    expect(box?.height).toBe(56)
    expect((await page.locator('palisade-dialog dialog').boundingBox())?.width).toBe(400)
    expect(await page.locator('palisade-dialog img').first().boundingBox()).toMatchObject({
      width: 28,
      height: 28,
    })
    await button.click()
    expect((await outcome(page)).value).toHaveProperty('accessToken')
  })

  test('behavior: at 390 px it is a sheet at the bottom, as wide as the screen', async () => {
    const { page } = await openSite({ view: { width: 390, height: 780 } })
    await start(page, 'picket.login()')
    await title(page, 'Choose your wallet')
    const box = await page.locator('palisade-dialog dialog').boundingBox()
    expect(box).toMatchObject({ x: 0, width: 390 })
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(780)
  })

  test.each([
    ['light', '', undefined, 'rgb(255, 255, 255)'],
    ['dark', '', undefined, 'rgb(255, 255, 255)'],
    ['dark', ':root{color-scheme:light dark}', undefined, 'rgb(25, 27, 32)'],
    ['light', ':root{color-scheme:dark}', undefined, 'rgb(25, 27, 32)'],
    ['light', '', 'dark', 'rgb(25, 27, 32)'],
    ['dark', '', 'auto', 'rgb(25, 27, 32)'],
    ['light', ':root{--palisade-surface:rgb(1, 2, 3)}', 'auto', 'rgb(1, 2, 3)'],
  ] as const)(
    'behavior: with color scheme %s, page CSS "%s" and theme %s the background is %s',
    async (colorScheme, css, theme, color) => {
      const { page } = await openSite({ view: { colorScheme }, site: { css } })
      await start(page, `new Picket('${key}', { theme: ${JSON.stringify(theme) ?? 'undefined'} }).login()`)
      await title(page, 'Choose your wallet')
      const dialog = page.locator('palisade-dialog dialog')
      expect(await dialog.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(color)
    },
  )

  test('behavior: the dialog uses the page’s language', async () => {
    const { page } = await openSite({ site: { lang: 'de-CH' } })
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await outcome(page)
    expect(api.calls.find((call) => call.path === 'auth/nonce')?.body).toMatchObject({ locale: 'de-CH' })
    await start(page, 'picket.login()', 'two')
    await title(page, 'Wähle deine Wallet')
  })

  test('behavior: without a wallet the dialog says so; a wallet that only sets window.ethereum is listed later', async () => {
    const bare = await openSite({ wallets: [] })
    await start(bare.page, 'picket.login()')
    await bare.page.getByText('We found no wallet in this browser.').waitFor()
    await bare.page.getByText('I don’t have a wallet').click()
    await bare.page.getByText('A wallet is a free app').waitFor()
    const { page } = await openSite({ wallets: [{ ...lantern, isLegacy: true }] })
    await start(page, 'picket.login()')
    await press(page, 'Browser wallet')
    expect((await outcome(page)).value?.user.walletAddress).toBe(holder.address)
  })
})
