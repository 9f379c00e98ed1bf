import { createHash, randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectDescribed } from '../picket/expectDescribed.ts'
import type { ApiAnswer, ApiCall } from '../picket/openApi.ts'
import { basic, logIn, openSolanaWallet } from '../picket/signLogin.ts'
import { openPerson } from './openPerson.ts'
import { openPicketStage, type PicketStage } from './openPicketStage.ts'
import { composeCall, modalOf, type Outcome } from './openPicketVisit.ts'
import { putSolanaWallet } from './putSolanaWallet.ts'

/*
 * Sign-in on Solana in Chromium against the running demo: picket-js 0.0.92 with its modal, as published, and the
 * authorize page with a Wallet Standard wallet.
 */
let stage: PicketStage
beforeAll(async () => {
  stage = await openPicketStage()
})
afterAll(() => stage?.close())

const holder = openSolanaWallet('holder')
const outsider = openSolanaWallet('outsider')
const collection = () => stage.demo.facts.chains.solana.contracts.collection

async function visit({
  url,
  signer = holder,
  isLedger = false,
}: {
  url: string
  signer?: typeof holder
  isLedger?: boolean
}) {
  const person = await openPerson()
  // Block other hosts.
  await person.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort(),
  )
  const { signed } = await putSolanaWallet(person, {
    name: 'Lantern',
    signer,
    ledger: isLedger ? signer.signBytes : undefined,
  })
  const page = await person.newPage()
  await page.goto(url)
  return { page, signed }
}

describe('picket-js and its modal', () => {
  const open = async (signer = holder) => {
    const { page, signed } = await visit({ url: stage.site.origin, signer })
    const { api, keys } = stage.demo.facts
    await page.evaluate(
      `new window.Picket(${JSON.stringify(keys.publishable)}, { baseURL: ${JSON.stringify(api)} })`,
    )
    const login = async (requirements: object) => {
      await page.evaluate(composeCall('login', [{ chain: 'solana', ...requirements }]))
      await page.locator('#_picketWallets').getByRole('button', { name: 'Phantom' }).click()
    }
    const finish = () => page.evaluate('window.outcome') as Promise<Outcome>
    return { page, signed, login, finish }
  }

  test('default: a wallet with two tokens of a collection signs in', async () => {
    const { login, finish, signed } = await open()
    await login({ collection: [collection()], minTokenBalance: 2 })
    expect(await finish()).toEqual({
      value: {
        accessToken: expect.any(String),
        user: {
          chain: 'solana',
          walletAddress: holder.address,
          displayAddress: holder.address,
          tokenBalances: { collection: { [collection()]: '2' } },
        },
      },
    })
    expect(signed[0]).toContain(`wants you to sign in with your Solana account:\n${holder.address}\n`)
    expect(signed[0]).toContain('\nChain ID: 101\n')
  })

  test('refuses: an outsider, in the words of the modal', async () => {
    const { page, login } = await open(outsider)
    await login({ collection: [collection()], minTokenBalance: 1 })
    await expect(
      modalOf(page).getByText("Your wallet doesn't hold the necessary tokens to login.").waitFor(),
    ).resolves.toBeUndefined()
  })
})

describe('the authorize page', () => {
  const ask = (more: Record<string, string>) => {
    const verifier = randomBytes(32).toString('base64url')
    const query = new URLSearchParams({
      client_id: stage.demo.facts.keys.publishable,
      redirect_uri: `${stage.site.origin}/back`,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 'af0ifjsldkj',
      ...more,
    })
    return { url: `${stage.demo.facts.api}/oauth2/authorize?${query}`, verifier }
  }
  const choose = (page: Page, name = 'Lantern') => page.getByRole('button', { name, exact: true }).click()

  test('default: a Wallet Standard wallet signs in, sees named tokens, and its code gives a token', async () => {
    const { url, verifier } = ask({ chain: 'solana', collection: collection(), minTokenBalance: '2' })
    const { page } = await visit({ url })
    await page.getByText('Harbor Lights').waitFor()
    await choose(page)
    await page.waitForURL((at) => at.origin === stage.site.origin)
    const code = new URL(page.url()).searchParams.get('code')
    const answer = await fetch(`${stage.demo.facts.api}/oauth2/token`, {
      method: 'POST',
      headers: { ...basic(stage.demo.facts.keys.publishable), 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'authorization_code',
        code,
        code_verifier: verifier,
        redirect_uri: `${stage.site.origin}/back`,
      }),
    })
    expect(await answer.json()).toMatchObject({
      user: {
        chain: 'solana',
        walletAddress: holder.address,
        tokenBalances: { collection: { [collection()]: '2' } },
      },
    })
  })

  test('behavior: without a given chain, the wallet decides it', async () => {
    const { page, signed } = await visit({ url: ask({}).url })
    await choose(page)
    await page.waitForURL((at) => at.origin === stage.site.origin)
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/)
    expect(signed[0]).toContain('your Solana account')
  })

  test('behavior: a Ledger that signs no texts signs a transaction that is never sent', async () => {
    const { url } = ask({ chain: 'solana', collection: collection(), minTokenBalance: '2' })
    const { page, signed } = await visit({ url, isLedger: true })
    await choose(page)
    await page.getByRole('heading', { name: 'Using a Ledger?' }).waitFor()
    await choose(page, 'Continue with Ledger')
    await page.waitForURL((at) => at.origin === stage.site.origin)
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/)
    expect(signed).toEqual([])
  })

  test('refuses: an empty wallet, with what is missing', async () => {
    const { url } = ask({ chain: 'solana', collection: collection() })
    const { page } = await visit({ url, signer: outsider })
    await page.getByText('Harbor Lights').waitFor()
    await choose(page)
    await page.getByText('Not in this wallet yet').first().waitFor()
    await expect(page.getByText(/^You need Harbor Lights/).waitFor()).resolves.toBeUndefined()
  })
})

describe('a gate of the shop', () => {
  const explain = async (signer: typeof holder) => {
    const { keys, gates } = stage.demo.facts
    const call = { key: keys.publishable, wallet: signer, chain: 'solana', chainId: 101 }
    const { host, origin } = new URL(stage.site.origin)
    const login = await logIn({ ...call, api: { call: askApi }, domain: host, uri: origin })
    return askApi({
      path: `/gates/${gates[2]?.id}/check`,
      headers: basic(keys.publishable),
      body: { accessToken: login.accessToken },
    })
  }

  test('default: the signed-in wallet gets an explanation, and others do not', async () => {
    const yes = await explain(holder)
    expectDescribed('POST', '/gates/3/check', yes)
    expect(yes.json).toMatchObject({
      verdict: 'met',
      report: {
        now: { of: [{ verdict: 'met', found: '2', need: { contract: collection(), minimum: '1' } }] },
      },
    })
    expect((await explain(outsider)).json).toMatchObject({
      verdict: 'unmet',
      report: { now: { of: [{ because: 'too-little', found: '0' }] } },
    })
    const bare = { walletAddress: holder.address, accessToken: holder.address }
    const headers = basic(stage.demo.facts.keys.secret)
    const answer = await askApi({ path: '/gates/3/check', headers, body: bare })
    expect([answer.status, answer.json.error]).toEqual([401, 'ERR_TOKEN_INVALID'])
  })
})

async function askApi({ path, headers = {}, body }: ApiCall): Promise<ApiAnswer> {
  const answer = await fetch(`${stage.demo.facts.api}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, json: JSON.parse(text) }
}
