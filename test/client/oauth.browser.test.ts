import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { api, ended, openSite, outcome, press, serveApi, start } from './page/openSite.ts'
import { holder } from './page/signIn.ts'
import { key } from './page/startApi.ts'

serveApi()

describe('login over the authorize page', () => {
  test('default: a redirect leads there and back', async () => {
    const { page } = await openSite()
    await page.evaluate(`void picket.loginWithRedirect({}, { appState: { returnTo: '/members' } })`)
    await page.waitForURL(/code=/)
    await start(page, `new Picket('${key}').handleLoginRedirect()`)
    expect((await outcome(page)).value).toMatchObject({
      appState: { returnTo: '/members' },
      accessToken: expect.any(String),
    })
    expect(await page.evaluate('localStorage._picketauth_pkce')).toBeUndefined()
  })

  test('behavior: a popup works from another origin', async () => {
    const { page, context } = await openSite()
    const closes = context.waitForEvent('page').then(async (popup) => {
      if (!popup.isClosed()) await popup.waitForEvent('close')
    })
    await start(page, 'picket.loginWithPopup()')
    expect((await outcome(page)).value).toHaveProperty('accessToken')
    await closes
    expect(await page.evaluate('localStorage._picketauth')).toContain('accessToken')
  })

  test('refuses: messages of other windows, of other origins, and with another state', async () => {
    const { page, context } = await openSite()
    const forged = `{ type: 'authorization_response', response: { state: 'x', code: 'forged' } }`
    // The right window, but not the API's origin: it navigates to the page's own origin and posts from there.
    api.authorizePage = (query) =>
      `<script>location.href = ${JSON.stringify(new URL(query.get('redirect_uri') ?? '').origin)} + '/popup'</script>`
    const arrives = context.waitForEvent('page')
    await start(page, 'picket.loginWithPopup()')
    const popup = await arrives
    await popup.waitForURL(/\/popup$/)
    await popup.evaluate(`opener.postMessage(${forged}, '*')`)
    // The API's origin, but another window.
    await page.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe')
      frame.src = '${api.origin}/palisade.js'
      frame.onload = resolve
      document.body.append(frame)
    })`)
    await page.frames()[1]?.evaluate(`parent.postMessage(${forged}, '*')`)
    await page.evaluate(`postMessage(${forged}, '*'), new Promise((resolve) => setTimeout(resolve, 0))`)
    expect(await ended(page)).not.toContain('one')
    await popup.close()
    expect(await outcome(page)).toMatchObject({ reason: 'closed', isError: true })

    api.authorizePage = () => `<script>opener.postMessage(${forged}, '*')</script>`
    await start(page, 'picket.loginWithPopup()', 'two')
    expect(await outcome(page, 'two')).toMatchObject({ reason: 'state' })
    expect(api.calls.filter((call) => call.path === 'oauth2/token')).toEqual([])
  })

  test('behavior: a sign-out in one tab is reported in another', async () => {
    const { page, context, origin } = await openSite()
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await outcome(page)
    const other = await context.newPage()
    await other.goto(origin)
    await page.evaluate('window.heard = [], picket.onChange((state) => heard.push(state)), 0')
    await other.evaluate(`new Picket('${key}').logout()`)
    await page.waitForFunction('window.heard.length === 1')
    expect(await page.evaluate('heard')).toEqual([null])
    expect(await page.evaluate('picket.authState()')).toBeNull()
  })

  test('behavior: two tabs that call authz in parallel lose no balance', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xA': '1', '0xB': '1', '0xC': '1', '0xD': '1' })
    const { page, context, origin } = await openSite()
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await outcome(page)
    const other = await context.newPage()
    await other.goto(origin)
    const prove = (tab: Page, contracts: string[]) =>
      tab.evaluate(
        `Promise.all(${JSON.stringify(contracts)}.map((contractAddress) => new Picket('${key}').authz({ requirements: { contractAddress } }))).then(() => 0)`,
      )
    await Promise.all([prove(page, ['0xA', '0xB']), prove(other, ['0xC', '0xD'])])
    const kept = 'Object.keys(JSON.parse(localStorage._picketauth).user.tokenBalances.contractAddress).sort()'
    // What another tab has stored is noticed a moment later.
    await expect.poll(() => page.evaluate(kept)).toEqual(['0xA', '0xB', '0xC', '0xD'])
  })

  test('behavior: the module finds its API when imported from another site', async () => {
    const { page } = await openSite()
    const found =
      await page.evaluate(`import('${api.origin}/palisade.mjs').then(async ({ default: Client }) => {
      const client = new Client('${key}')
      return [client.baseURL, (await client.chains()).length]
    })`)
    expect(found).toEqual([api.baseURL, 2])
    expect(await page.evaluate('picket.baseURL')).toBe(api.baseURL)
  })
})
