import type { Page } from 'playwright-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { RunningDemo } from '../../standin/demo/startDemo.ts'
import { openDemo } from '../openDemo.ts'
import { logIn, openShopper } from './openShopper.ts'
import { type RunningExample, runExample } from './runExample.ts'
import { signIn } from './signIn.ts'

/* The servers of docs/integrations, run as their pages say, against the demo; visitors use Chromium. */
let demo: RunningDemo
const running: RunningExample[] = []
beforeAll(async () => {
  demo = await openDemo()
})
afterEach(async () => {
  for (const example of running.splice(0)) await example.close()
})

async function run(file: string, env: Record<string, string> = {}): Promise<string> {
  const { api, keys } = demo.facts
  const example = await runExample({
    file,
    env: {
      PALISADE_API: api,
      PALISADE_SECRET_KEY: keys.secret,
      PALISADE_PUBLISHABLE_KEY: keys.publishable,
      ...env,
    },
  })
  running.push(example)
  return example.origin
}

const visit = (url: string) => openShopper({ demo, url })
const say = (page: Page, text: string | RegExp) =>
  page.getByRole('status').filter({ hasText: text }).waitFor()
const closeDialog = (page: Page) => page.keyboard.press('Escape')
const contracts = () => demo.facts.chains.ethereum.contracts
const wallets = () => demo.facts.chains.ethereum.wallets

function send(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}
const cookieOf = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? ''

describe('sign in with a wallet', () => {
  test('default: a visitor signs in, is known after a reload, and logs out for good', async () => {
    const origin = await run('sign-in/server.mjs')
    const page = await visit(origin)
    await logIn(page, 'Empty wallet')
    await say(page, `Signed in as ${wallets().outsider.address}`)
    await page.reload()
    await say(page, 'Signed in as')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ name: 'token', httpOnly: true, sameSite: 'Lax' })
    await page.getByRole('button', { name: 'Log out' }).click()
    await say(page, 'Nobody is signed in')
    expect((await page.context().cookies()).length).toBe(0)
  })

  test('refuses: a missing cookie, a forged token, and a form of another site', async () => {
    const origin = await run('sign-in/server.mjs')
    expect((await fetch(`${origin}/me`)).status).toBe(401)
    expect((await fetch(`${origin}/me`, { headers: { cookie: 'token=a.b.c' } })).status).toBe(401)
    expect((await send(`${origin}/session`, { accessToken: 'a.b.c' })).status).toBe(401)
    const form = { method: 'POST', body: new URLSearchParams({ accessToken: 'a.b.c' }) }
    expect((await fetch(`${origin}/session`, form)).status).toBe(415)
  })
})

describe('token-gated photo board', () => {
  const env = () => ({ GATE_CONTRACT: contracts().erc721 })

  test('default: a holder sees photos and posts one', async () => {
    const page = await visit(await run('photo-board/server.mjs', env()))
    await logIn(page, 'Holder wallet')
    await say(page, 'Welcome to the board')
    expect(await page.getByRole('listitem').allInnerTexts()).toContain('Low tide')
    await page.getByLabel('Title').fill('A heron')
    await page.getByRole('button', { name: 'Post' }).click()
    await page.getByText('A heron').waitFor()
    await page.reload()
    await page.getByText('A heron').waitFor()
  })

  test('refuses: an empty wallet, which sees the reason and no photo', async () => {
    const page = await visit(await run('photo-board/server.mjs', env()))
    await logIn(page, 'Empty wallet')
    await page.getByText('Not in this wallet yet').waitFor()
    await closeDialog(page)
    await say(page, 'does not hold the necessary tokens')
    expect(await page.getByRole('listitem').count()).toBe(0)
  })

  test('refuses: a token that was issued without a requirement', async () => {
    const origin = await run('photo-board/server.mjs', env())
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    expect((await send(`${origin}/session`, { accessToken })).status).toBe(403)
    const headers = { cookie: `token=${accessToken}` }
    expect((await fetch(`${origin}/photos`, { headers })).status).toBe(403)
    expect((await send(`${origin}/photos`, { title: 'Mine' }, headers)).status).toBe(403)
  })

  test('refuses: a token at the same address on another chain', async () => {
    const contractAddress = demo.facts.chains.polygon.contracts.erc721
    const { accessToken } = await signIn({
      facts: demo.facts,
      wallet: 'holder',
      chain: 'polygon',
      requirements: { contractAddress },
    })
    const onEthereum = await run('photo-board/server.mjs', { GATE_CONTRACT: contractAddress })
    expect((await send(`${onEthereum}/session`, { accessToken })).status).toBe(401)
    const env = { GATE_CONTRACT: contractAddress, GATE_CHAIN: 'polygon' }
    const onPolygon = await run('photo-board/server.mjs', env)
    expect((await send(`${onPolygon}/session`, { accessToken })).status).toBe(200)
  })

  test('refuses: posting by a holder who has sold, and who may still look', async () => {
    const owl = 990n
    const { deployers } = demo.chains
    const { holder, outsider } = wallets()
    const move = (method: string, args: readonly unknown[]) =>
      deployers.ethereum.write({ name: 'NightOwls', address: contracts().erc721, method, args })
    await move('mint', [outsider.address, owl])
    const origin = await run('photo-board/server.mjs', env())
    const requirements = { contractAddress: contracts().erc721 }
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider', requirements })
    const headers = { cookie: cookieOf(await send(`${origin}/session`, { accessToken })) }
    expect((await send(`${origin}/photos`, { title: 'Mine' }, headers)).status).toBe(201)
    await deployers.ethereum.rpc('anvil_impersonateAccount', [outsider.address])
    await deployers.ethereum.rpc('anvil_setBalance', [outsider.address, '0xde0b6b3a7640000'])
    const data = `0x23b872dd${[outsider.address, holder.address]
      .map((address) => address.slice(2).padStart(64, '0'))
      .join('')}${owl.toString(16).padStart(64, '0')}`
    const hash = await deployers.ethereum.rpc('eth_sendTransaction', [
      { from: outsider.address, to: contracts().erc721, data },
    ])
    // The node answers before the block is there.
    const readReceipt = () => deployers.ethereum.rpc('eth_getTransactionReceipt', [hash])
    await expect.poll(readReceipt).toMatchObject({ status: '0x1' })
    expect((await send(`${origin}/photos`, { title: 'Still mine' }, headers)).status).toBe(403)
    expect((await fetch(`${origin}/photos`, { headers })).status).toBe(200)
  })
})

describe('link a wallet to an account', () => {
  test('default: a user links a wallet, and returns with the wallet alone', async () => {
    const page = await visit(await run('link-a-wallet/server.mjs'))
    await page.getByRole('button', { name: 'Log in as before' }).click()
    await say(page, /Account [0-9a-f-]{36}/)
    const account = await page.getByRole('status').innerText()
    await logIn(page, 'Empty wallet', 'Link a wallet')
    await say(page, `Linked ethereum:${wallets().outsider.address}`)
    await page.context().clearCookies()
    await page.reload()
    await logIn(page, 'Empty wallet', 'Log in with a linked wallet')
    await expect(say(page, account)).resolves.toBeUndefined()
  })

  test('refuses: a wallet of another account, an unlinked wallet, and a visitor without an account', async () => {
    const origin = await run('link-a-wallet/server.mjs')
    const { accessToken } = await signIn({ facts: demo.facts, wallet: 'outsider' })
    expect((await send(`${origin}/wallets`, { accessToken })).status).toBe(401)
    expect((await send(`${origin}/session`, { accessToken })).status).toBe(404)
    const first = { cookie: cookieOf(await send(`${origin}/account`, {})) }
    expect((await send(`${origin}/wallets`, { accessToken }, first)).status).toBe(201)
    const second = { cookie: cookieOf(await send(`${origin}/account`, {})) }
    expect((await send(`${origin}/wallets`, { accessToken }, second)).status).toBe(409)
    expect((await send(`${origin}/session`, { accessToken })).status).toBe(200)
  })
})

describe('incremental authorization', () => {
  const env = () => ({ CLUB_CONTRACT: contracts().erc721, COIN_CONTRACT: contracts().erc20 })
  const proven = async (page: Page) =>
    page.evaluate(async () => {
      const { tokenBalances } = await (await fetch('/proven')).json()
      return Object.values(tokenBalances.contractAddress ?? {})
    })

  test('default: one signature is enough, and each room proves more', async () => {
    const page = await visit(await run('incremental-authorization/server.mjs', env()))
    await logIn(page, 'Holder wallet')
    await say(page, /^Signed in\.$/)
    expect(await proven(page)).toEqual([])
    await page.getByRole('button', { name: 'Lobby' }).click()
    await say(page, 'Everybody')
    await page.getByRole('button', { name: 'Club' }).click()
    await say(page, 'members of the club')
    expect(await proven(page)).toHaveLength(1)
    await page.getByRole('button', { name: 'Bank' }).click()
    await say(page, 'holders of 100 coins')
    expect(await proven(page)).toContain('250.5')
    expect(await proven(page)).toHaveLength(2)
    const asked = await page.evaluate(() => (window as unknown as { asked: string[] }).asked)
    expect(asked.filter((method) => method === 'personal_sign')).toHaveLength(1)
  })

  test('refuses: the club for an empty wallet, which stays signed in', async () => {
    const page = await visit(await run('incremental-authorization/server.mjs', env()))
    await logIn(page, 'Empty wallet')
    await say(page, /^Signed in\.$/)
    await page.getByRole('button', { name: 'Bank' }).click()
    await say(page, 'does not hold the necessary tokens')
    await page.getByRole('button', { name: 'Lobby' }).click()
    await expect(say(page, 'Everybody')).resolves.toBeUndefined()
  })
})

describe('restrict to wallets', () => {
  test('default: a listed wallet comes in, whatever the spelling in the list', async () => {
    const ALLOWED_WALLETS = wallets().outsider.address.toLowerCase()
    const page = await visit(await run('restrict-to-wallets/server.mjs', { ALLOWED_WALLETS }))
    await logIn(page, 'Empty wallet')
    await expect(say(page, `Signed in as ${wallets().outsider.address}`)).resolves.toBeUndefined()
  })

  test.each(['', '0x52908400098527886E0F7030069857D2E4169EE7'])(
    'refuses: every other wallet; the list is "%s"',
    async (ALLOWED_WALLETS) => {
      const page = await visit(await run('restrict-to-wallets/server.mjs', { ALLOWED_WALLETS }))
      await logIn(page, 'Empty wallet')
      await say(page, 'not one of the allowed wallet addresses')
      expect(await page.content()).not.toContain('0x5290840009')
    },
  )
})
