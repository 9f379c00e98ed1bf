import { describe, expect, test } from 'vitest'
import { api, dialogs, ended, openSite, outcome, press, serveApi, start, title } from './page/openSite.ts'
import { holder, outsider } from './page/signIn.ts'
import { key } from './page/startApi.ts'

serveApi()

describe('the dialog in a browser', () => {
  test('default: the visitor chooses a wallet, signs once and is signed in; the server verifies the signature', async () => {
    const { page, origin } = await openSite()
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    const { value } = await outcome(page)
    expect(value?.user.walletAddress).toBe(holder.address)
    await expect.poll(() => dialogs(page)).toBe(0)
    expect(await page.evaluate('JSON.parse(localStorage._picketauth).user.walletAddress')).toBe(
      holder.address,
    )
    expect(api.calls.filter((call) => call.method === 'POST').map((call) => call.path)).toEqual([
      'auth/nonce',
      'auth',
    ])
    expect(api.calls.every((call) => call.origin === origin)).toBe(true)
    const asked = (await page.evaluate('window.asked.map((call) => call.method)')) as string[]
    expect(asked).toEqual(['eth_requestAccounts', 'personal_sign'])

    await page.reload()
    const state = `new Palisade('${key}').authState()`
    expect(await page.evaluate(`${state}.then((found) => found.user.walletAddress)`)).toBe(holder.address)
  })

  test('behavior: connect answers as in picket-js, and signs in only on request', async () => {
    const { page } = await openSite()
    await start(
      page,
      'picket.connect({ chain: "polygon" }).then(({ provider, ...rest }) => ({ ...rest, asks: typeof provider.request }))',
    )
    await press(page, 'Lantern')
    const { value } = await outcome(page)
    expect(value).toEqual({
      walletAddress: holder.address,
      signature: expect.stringMatching(/^0x[0-9a-f]{130}$/),
      context: {
        domain: new URL(page.url()).host,
        uri: new URL(page.url()).origin,
        issuedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        chainId: 137,
        chainType: 'ethereum',
        locale: 'en',
      },
      chain: 'polygon',
      asks: 'function',
    })
    expect(await page.evaluate('localStorage._picketauth')).toBeUndefined()
  })

  test('behavior: two parallel calls do not mix', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xC': '1' })
    api.balances.set(outsider.address.toLowerCase(), { '0xD': '4' })
    const { page } = await openSite()
    await start(page, 'picket.login({ chain: "polygon", contractAddress: "0xC" })', 'one')
    await start(page, 'picket.login({ contractAddress: "0xD", minTokenBalance: 3 })', 'two')
    await expect.poll(() => dialogs(page)).toBe(2)
    await press(page, 'Harbour')
    const two = await outcome(page, 'two')
    expect(await ended(page)).not.toContain('one')
    await press(page, 'Lantern')
    const one = await outcome(page, 'one')
    expect(two.value?.user).toMatchObject({
      chain: 'ethereum',
      tokenBalances: { contractAddress: { '0xD': '4' } },
    })
    expect(one.value?.user).toMatchObject({
      chain: 'polygon',
      tokenBalances: { contractAddress: { '0xC': '1' } },
    })
  })

  test('behavior: a refused wallet shows what is missing, and another wallet signs in', async () => {
    api.balances.set(holder.address.toLowerCase(), { '0xNamed': '1' })
    api.balances.set(outsider.address.toLowerCase(), { '0xNamed': '2' })
    const { page } = await openSite()
    await page.evaluate('window.refused = [], 0')
    await start(
      page,
      'picket.login({ contractAddress: "0xNamed", minTokenBalance: 2 }, { onRefused: (error) => refused.push(error.reason) })',
    )
    await press(page, 'Lantern')
    await title(page, 'Not in this wallet yet')
    await page.getByText(/^You need 2 Ape Club on Ethereum\. 0x19…\u20602A holds 1\.$/).waitFor()
    expect(await page.evaluate('refused')).toEqual(['not-eligible'])
    await press(page, 'Use another wallet')
    await press(page, 'Harbour')
    expect((await outcome(page)).value?.user.walletAddress).toBe(outsider.address)
  })

  test('refuses: a closed dialog, with an Error that says how: Escape, the cross, outside, a signal', async () => {
    const { page } = await openSite()
    const closings: [string, () => Promise<unknown>][] = [
      ['picket.login()', () => page.keyboard.press('Escape')],
      ['picket.login()', () => press(page, 'Close')],
      ['picket.login()', () => page.mouse.click(5, 5)],
      [
        'picket.login({}, { signal: (window.stop = new AbortController()).signal })',
        () => page.evaluate('stop.abort()'),
      ],
    ]
    for (const [index, [call, close]] of closings.entries()) {
      await start(page, call, `closing${index}`)
      await title(page, 'Choose your wallet')
      await close()
      expect(await outcome(page, `closing${index}`)).toMatchObject({ reason: 'closed', isError: true })
      await expect.poll(() => dialogs(page)).toBe(0)
    }
    await start(page, 'picket.login({ contractAddress: "0xC" })', 'refusal')
    await press(page, 'Lantern')
    await title(page, 'Not in this wallet yet')
    await page.keyboard.press('Escape')
    expect(await outcome(page, 'refusal')).toMatchObject({ reason: 'not-eligible', isError: true })
  })

  test('behavior: closing during the server’s check signs nobody in afterwards', async () => {
    const { page } = await openSite()
    let goOn = () => {}
    api.forced.set(
      'auth',
      () =>
        new Promise((resolve) => {
          goOn = () => resolve(null)
        }),
    )
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await title(page, 'Checking your wallet…')
    await expect.poll(() => api.calls.at(-1)?.path).toBe('auth')
    await page.keyboard.press('Escape')
    expect(await outcome(page)).toMatchObject({ reason: 'closed' })
    const answered = page.waitForResponse(/\/auth$/)
    goOn()
    await answered
    expect(await page.evaluate('localStorage._picketauth')).toBeUndefined()
  })

  test('refuses: a declined signature, which shows a friendly message and can be retried', async () => {
    const { page } = await openSite({ wallet: { signs: 'once' } })
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await title(page, 'No problem.')
    await press(page, 'Try again')
    expect((await outcome(page)).value?.user.walletAddress).toBe(holder.address)
  })

  test('behavior: a silent chain is not a refusal, and trying again works', async () => {
    const { page } = await openSite()
    api.forced.set('auth', () => {
      api.forced.clear()
      return { status: 424, body: { msg: 'could not check', error: 'ERR_CHAIN_READ' } }
    })
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await title(page, 'We couldn’t check Ethereum just now.')
    await press(page, 'Try again')
    expect((await outcome(page)).value).toHaveProperty('accessToken')
    expect(api.calls.filter((call) => call.path === 'auth/nonce').length).toBe(2)
  })

  test('behavior: the visitor can go back from a wallet that does not answer', async () => {
    const { page } = await openSite({ wallet: { connects: 'waits' } })
    await start(page, 'picket.login()')
    await press(page, 'Lantern')
    await title(page, 'Continue in Lantern')
    await press(page, 'Use another wallet')
    await press(page, 'Harbour')
    expect((await outcome(page)).value?.user.walletAddress).toBe(outsider.address)
  })

  test('behavior: no message of the page opens, fills or ends a dialog', async () => {
    const { page } = await openSite()
    await start(page, 'picket.login()')
    await title(page, 'Choose your wallet')
    await page.evaluate(`for (const type of ['PICKET_CONNECT_SUCCESS', 'PICKET_CONNECT_CLOSE', 'authorization_response'])
      postMessage({ type, data: { auth: { accessToken: 'forged' } }, auth: { accessToken: 'forged' }, response: { code: 'c' } }, '*')`)
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 0))')
    expect(await dialogs(page)).toBe(1)
    expect(await ended(page)).not.toContain('one')
  })
})
