import { createHash, randomBytes } from 'node:crypto'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../app/core/chain/types.ts'
import type { FlatRequirement } from '../../app/core/flatRequirement/types.ts'
import { openPerson } from './openPerson.ts'
import { type PutWallet, putWallets } from './putWallets.ts'
import { type ClientSite, startClientSite } from './startClientSite.ts'
import { type OauthProject, type OauthServer, startOauthServer } from './startOauthServer.ts'

let server: OauthServer
let site: ClientSite
let open: OauthProject
let gated: OauthProject
beforeAll(async () => {
  server = await startOauthServer()
  site = await startClientSite()
  const draft = { redirectUris: [`${site.origin}/callback`], allowedDomains: ['localhost:*'] }
  open = await server.makeProject(draft)
  const requirement = {
    chain: 'ethereum' as ChainSlug,
    flat: asFlat({ contractAddress: server.chain.contracts.erc721 }),
  }
  gated = await server.makeProject({ ...draft, name: 'Night Owls Lounge', requirement })
})
afterAll(async () => {
  await site?.close()
  await server?.close()
})

function asFlat(over: Partial<FlatRequirement>): FlatRequirement {
  return {
    contractAddress: null,
    minTokenBalance: null,
    allowedWallets: null,
    tokenIds: [],
    collection: [],
    creatorAddress: null,
    ...over,
  }
}

const holder = (over: Partial<PutWallet> = {}): PutWallet => ({
  name: 'Lantern',
  color: '#e2761b',
  privateKey: server.chain.wallets.holder.privateKey,
  ...over,
})
const outsider = (over: Partial<PutWallet> = {}): PutWallet => ({
  name: 'Harbour Wallet',
  color: '#3b5bdb',
  privateKey: server.chain.wallets.outsider.privateKey,
  ...over,
})

type Asked = { readonly url: string; readonly verifier: string; readonly state: string }

function ask(project: OauthProject, more: Record<string, string> = {}): Asked {
  const verifier = randomBytes(32).toString('base64url')
  const state = randomBytes(32).toString('base64')
  const query = new URLSearchParams({
    client_id: project.publishableKey,
    redirect_uri: `${site.origin}/callback`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state,
    ...more,
  })
  return { url: `${server.issuer}/oauth2/authorize?${query}`, verifier, state }
}

async function openPage(
  asked: Asked,
  wallets: readonly PutWallet[],
): Promise<{ page: Page; person: BrowserContext; signed: string[] }> {
  const person = await openPerson({ width: 390, height: 844 })
  const { signed } = await putWallets(person, wallets)
  const page = await person.newPage()
  await page.goto(asked.url)
  return { page, person, signed }
}

async function exchange(project: OauthProject, code: string, verifier: string) {
  const answer = await fetch(`${server.issuer}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(project.publishableKey)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: `${site.origin}/callback`,
    }),
  })
  return (await answer.json()) as { user?: { walletAddress: string; tokenBalances: object } }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const reads = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
async function landed(page: Page): Promise<Record<string, string>> {
  await page.waitForURL((url) => url.origin === site.origin)
  return Object.fromEntries(new URL(page.url()).searchParams)
}

describe('the authorize page, by redirect', () => {
  test('default: the visitor chooses a wallet and signs, and the code gives a token', async () => {
    const asked = ask(open)
    const { page, person, signed } = await openPage(asked, [holder(), outsider()])
    expect(await page.title()).toBe('Sign in to Harbor')
    await reads(page, `You’ll return to ${new URL(site.origin).host}`)
    await reads(page, 'Any wallet will do.')
    await press(page, 'Lantern')
    const { code, state } = await landed(page)
    expect(state).toBe(asked.state)
    const [first = '', account, , statement, , uri] = signed[0]?.split('\n') ?? []
    expect([first, account, uri]).toEqual([
      `${new URL(server.origin).host} wants you to sign in with your Ethereum account:`,
      server.chain.wallets.holder.address,
      `URI: ${server.origin}`,
    ])
    expect(statement).toContain('Harbor')
    const { user } = await exchange(open, code ?? '', asked.verifier)
    expect(user?.walletAddress).toBe(server.chain.wallets.holder.address)
    await person.close()
  })

  test('default: a gate names the token as its contract does, and the access token proves it', async () => {
    const asked = ask(gated)
    const { page, person } = await openPage(asked, [holder()])
    await reads(page, 'Any amount of Night Owls on Ethereum')
    await press(page, 'Lantern')
    const { code } = await landed(page)
    const { user } = await exchange(gated, code ?? '', asked.verifier)
    const { erc721 } = server.chain.contracts
    expect(user?.tokenBalances).toEqual({ contractAddress: { [erc721]: '3' } })
    await person.close()
  })

  test('behavior: any token of an ERC-1155 contract opens, and the access token counts all of them', async () => {
    const { erc1155 } = server.chain.contracts
    const asked = ask(open, { chain: 'ethereum', contractAddress: erc1155, minTokenBalance: '7' })
    const refused = await openPage(asked, [outsider()])
    await press(refused.page, 'Harbour Wallet')
    await reads(refused.page, 'Not in this wallet yet')
    await refused.person.close()
    const { page, person } = await openPage(asked, [holder()])
    await press(page, 'Lantern')
    const { code } = await landed(page)
    const { user } = await exchange(open, code ?? '', asked.verifier)
    expect(user?.tokenBalances).toEqual({ contractAddress: { [erc1155]: '7' } })
    await person.close()
  })

  test('behavior: an outsider sees why, and gets in with another wallet', async () => {
    const { page, person } = await openPage(ask(gated), [holder(), outsider()])
    await press(page, 'Harbour Wallet')
    await page.getByRole('heading', { name: 'Not in this wallet yet' }).waitFor()
    await reads(
      page,
      /You need Night Owls on Ethereum\. 0x[0-9a-fA-F]{4}.…[^0-9a-fA-F][0-9a-fA-F]{4} holds none\./,
    )
    await press(page, 'Use another wallet')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Lantern')
    await page.keyboard.press('Enter')
    expect(await landed(page)).toHaveProperty('code')
    await person.close()
  })

  test('behavior: the URL may ask for more than the project, never for less', async () => {
    const { erc20 } = server.chain.contracts
    const { page, person } = await openPage(ask(gated, { contractAddress: erc20, minTokenBalance: '300' }), [
      holder(),
    ])
    await reads(page, 'At least 300 HRBR on Ethereum')
    await press(page, 'Lantern')
    await reads(page, /You need 300 HRBR on Ethereum\. .* holds 250\.5\./)
    await person.close()
    const list = { allowedWallets: server.chain.wallets.outsider.address }
    const lesser = await openPage(ask(gated, list), [outsider()])
    await press(lesser.page, 'Harbour Wallet')
    await expect(reads(lesser.page, 'Not in this wallet yet')).resolves.toBeUndefined()
    await lesser.person.close()
  })

  test('behavior: a wallet that is not on the list is refused', async () => {
    const list = { allowedWallets: server.chain.wallets.outsider.address }
    const { page, person } = await openPage(ask(open, list), [holder(), outsider()])
    await reads(page, 'A place on Harbor’s list')
    await press(page, 'Lantern')
    await reads(page, 'This wallet isn’t on the list')
    await press(page, 'Use another wallet')
    await press(page, 'Harbour Wallet')
    expect(await landed(page)).toHaveProperty('code')
    await person.close()
  })

  test('behavior: a silent chain is not a refusal, and Try again continues', async () => {
    const more = { chain: 'polygon', contractAddress: server.polygon.contracts.erc721 }
    server.setPolygon('down')
    const { page, person } = await openPage(ask(open, more), [holder()])
    await press(page, 'Lantern')
    await page.getByRole('heading', { name: 'We couldn’t check Polygon just now' }).waitFor()
    await reads(page, 'Nothing is lost. Please try again.')
    server.setPolygon('up')
    await press(page, 'Try again')
    expect(await landed(page)).toHaveProperty('code')
    await person.close()
  })

  test('behavior: declining is friendly; cancelling goes back and says so', async () => {
    const asked = ask(open)
    const { page, person } = await openPage(asked, [holder({ signs: 'rejects' })])
    await press(page, 'Lantern')
    await page.getByRole('heading', { name: 'No problem' }).waitFor()
    await press(page, 'Cancel')
    expect(await landed(page)).toEqual({
      error: 'access_denied',
      error_description: 'The user canceled the login.',
      state: asked.state,
      iss: server.issuer,
    })
    await person.close()
  })

  test('behavior: a browser without a wallet gets an honest message', async () => {
    const { page, person } = await openPage(ask(open), [])
    await page.getByRole('heading', { name: 'No wallet found in this browser' }).waitFor()
    await expect(reads(page, /add one to this browser as an extension/)).resolves.toBeUndefined()
    const code = page.getByRole('img', { name: /^QR code: / })
    await expect.poll(() => code.evaluate((image: HTMLImageElement) => image.naturalWidth > 0)).toBe(true)
    await person.close()
  })

  test('behavior: a phone without a wallet opens the site in a wallet app, because logins end where they began', async () => {
    const person = await openPerson({ isPhone: true })
    const page = await person.newPage()
    await page.goto(ask(open).url)
    const link = page.getByRole('link', { name: 'MetaMask' })
    await link.waitFor()
    expect(await link.getAttribute('href')).toBe(
      `https://link.metamask.io/dapp/${new URL(site.origin).host}/`,
    )
    expect(await page.getByRole('textbox').inputValue()).toBe(`${site.origin}/`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await person.close()
  })

  test('behavior: a wallet that only sets window.ethereum is listed too', async () => {
    const person = await openPerson()
    const page = await person.newPage()
    await page.addInitScript(
      `window.ethereum = { request: async ({ method }) => { if (method === 'eth_requestAccounts') throw { code: 4001 } } }`,
    )
    await page.goto(ask(open).url)
    await press(page, 'Your browser’s wallet')
    await expect(page.getByRole('heading', { name: 'No problem' }).waitFor()).resolves.toBeUndefined()
    await person.close()
  })

  test('behavior: the network can be chosen only if no requirement or chain depends on it', async () => {
    const { page, person, signed } = await openPage(ask(open), [holder()])
    await page.getByLabel('Network').selectOption('polygon')
    await press(page, 'Lantern')
    await landed(page)
    expect(signed[0]).toContain('\nChain ID: 137\n')
    await page.goto(ask(open, { chain: 'ethereum' }).url)
    await reads(page, 'Choose your wallet')
    expect(await page.getByLabel('Network').count()).toBe(0)
    await page.goto(ask(gated).url)
    await reads(page, 'Choose your wallet')
    expect(await page.getByLabel('Network').count()).toBe(0)
    await person.close()
  })

  test('behavior: everything works by keyboard, and each step is announced', async () => {
    const { page, person } = await openPage(ask(open), [holder({ connects: 'waits' })])
    await page.getByRole('button', { name: 'Lantern', exact: true }).waitFor()
    const stops: (string | null | undefined)[] = []
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab')
      stops.push(await page.evaluate(() => document.activeElement?.textContent))
    }
    expect(stops).toEqual(['Lantern', 'EthereumPolygon', 'I don’t have a wallet', 'Cancel'])
    await press(page, 'Lantern')
    await page.getByRole('heading', { name: 'Open Lantern' }).waitFor()
    await expect.poll(() => page.getByRole('status').textContent()).toContain('Open Lantern')
    await person.close()
  })
})

describe('the authorize page, in a popup', () => {
  async function openPopup(
    asked: Asked,
    wallets: readonly PutWallet[],
  ): Promise<{ page: Page; popup: Page }> {
    const person = await openPerson()
    await putWallets(person, wallets)
    const page = await person.newPage()
    await page.goto(`${site.origin}/shop`)
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(
        (url) => (window as unknown as { openLogin: (url: string) => void }).openLogin(url),
        asked.url,
      ),
    ])
    return { page, popup }
  }
  const heard = (page: Page) =>
    page
      .waitForFunction(() => (window as unknown as { heard: unknown[] }).heard[0])
      .then((one) => one.jsonValue())

  test('default: only the opener gets the answer, and the window closes', async () => {
    const asked = ask(open, { response_mode: 'web_message' })
    const { page, popup } = await openPopup(asked, [holder()])
    const closed = popup.waitForEvent('close')
    await press(popup, 'Lantern')
    const message = (await heard(page)) as { origin: string; data: { response: { code: string } } }
    await closed
    expect(message).toEqual({
      origin: server.origin,
      data: {
        type: 'authorization_response',
        response: {
          code: expect.stringMatching(/^[0-9a-f]{64}$/),
          state: asked.state,
          iss: server.issuer,
        },
      },
    })
    const { user } = await exchange(open, message.data.response.code, asked.verifier)
    expect(user?.walletAddress).toBe(server.chain.wallets.holder.address)
    await page.context().close()
  })

  test('behavior: the opener is told of a cancellation', async () => {
    const asked = ask(open, { response_mode: 'web_message' })
    const { page, popup } = await openPopup(asked, [holder()])
    const closed = popup.waitForEvent('close')
    // The click closes the window.
    await press(popup, 'Cancel').catch(() => undefined)
    await closed
    expect(await heard(page)).toMatchObject({
      data: { response: { error: 'access_denied', state: asked.state } },
    })
    await page.context().close()
  })

  test('refuses: an opener of another origin, which gets no message', async () => {
    const draft = { redirectUris: ['https://harbor.example/callback'] }
    const elsewhere = await server.makeProject(draft)
    const redirect = { response_mode: 'web_message', redirect_uri: 'https://harbor.example/callback' }
    const { page, popup } = await openPopup(ask(elsewhere, redirect), [holder()])
    const closed = popup.waitForEvent('close')
    await press(popup, 'Lantern')
    await closed
    expect(await page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([])
    await page.context().close()
  })

  test('behavior: a window without its opener says so', async () => {
    const { page, person } = await openPage(ask(open, { response_mode: 'web_message' }), [holder()])
    await page.getByRole('heading', { name: 'Please sign in again' }).waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
    await person.close()
  })

  test('behavior: the opener is told of a refused request at once', async () => {
    const asked = ask(open, { response_mode: 'web_message', prompt: 'none' })
    const { page } = await openPopup(asked, [holder()])
    expect(await heard(page)).toMatchObject({
      data: { type: 'authorization_response', response: { error: 'login_required', state: asked.state } },
    })
    await page.context().close()
  })
})

describe('limits of the page', () => {
  test('refuses: to put request data into its markup, and to be framed, cached, or named to other sites', async () => {
    const evil = '"><script>window.hacked=1</script><img src=x onerror=hacked=1>'
    const project = await server.makeProject({ name: evil, redirectUris: [`${site.origin}/callback`] })
    const asked = ask(project, { state: `</script>${evil}`, contractAddress: evil.slice(0, 60), nonce: evil })
    const { page, person } = await openPage(asked, [holder({ name: evil })])
    await reads(page, 'Choose your wallet')
    // The wallet's icon, and the code of the site: nothing of the request.
    const sources = () => page.locator('img').evaluateAll((all) => all.map((one) => one.getAttribute('src')))
    await expect
      .poll(sources)
      .toEqual([expect.stringMatching(/^data:image\//), expect.stringMatching(/^data:image\/svg\+xml,/)])
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
    await person.close()
    const { headers } = await fetch(asked.url)
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
    })
    const policy = headers.get('content-security-policy')
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'nonce-[0-9a-f]{32}'; style-src 'nonce-[0-9a-f]{32}'; img-src data:; /,
    )
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  test('refuses: a step that another site posts (ERR_SITE_FORBIDDEN)', async () => {
    const query = new URL(ask(open).url).search.slice(1)
    for (const origin of [site.origin, 'null', null]) {
      const answer = await fetch(`${server.issuer}/oauth2/authorize`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(origin === null ? {} : { origin }) },
        body: JSON.stringify({ step: 'names', query }),
      })
      expect([answer.status, await answer.json()]).toEqual([
        403,
        expect.objectContaining({ error: 'ERR_SITE_FORBIDDEN' }),
      ])
    }
  })

  test('refuses: an unknown client with a readable page, never with a redirect', async () => {
    const person = await openPerson()
    const page = await person.newPage()
    await page.goto(ask({ ...open, publishableKey: `pk_${'0'.repeat(32)}` }).url)
    await page.getByRole('heading', { name: 'This login can’t start' }).waitFor()
    expect(new URL(page.url()).origin).toBe(server.origin)
    await person.close()
  })
})
