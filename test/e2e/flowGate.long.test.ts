import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post } from '../standin/demo/shopper.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { submitGate } from '../standin/demo/submitGate.ts'
import { type AccountKey, createFlowKey } from '../standin/flow/createFlowKey.ts'
import { startFlow } from '../standin/flow/startFlow.ts'
import { EXAMPLES } from './integrations/runExample.ts'
import { startOwnDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/*
 * A gate on Flow against a built server with RPC_URL_FLOW: saved in the admin, shown on the theme's page, and opened by
 * the example of docs/integrations/headless.md. The wallet signs with real keys; the chain is a local Access API.
 */
const ADDRESS = '0x0b2a3299cc857e29'
const CLUB = 'A.0b2a3299cc857e29.TopShot'
const key = createFlowKey()
let flow: Awaited<ReturnType<typeof startFlow>>
let demo: RunningDemo
let gate: number
beforeAll(async () => {
  flow = await startFlow()
  flow.state.accounts.set(ADDRESS.slice(2), { keys: [key] })
  flow.state.contracts.set(CLUB, new Map([[ADDRESS, '2.00000000']]))
  flow.state.labels.set(CLUB, { kind: 'nft', name: 'Top Shot' })
  demo = await startOwnDemo({ changeEnv: async (env) => ({ ...env, RPC_URL_FLOW: flow.url }) })
  gate = Number(
    await submitGate({
      merchant: demo.merchant,
      productId: Number(demo.facts.gates[0]?.productId),
      form: {
        name: 'Top Shots',
        root: { kind: 'all', of: [{ kind: 'flowNft', chain: 'flow', contract: CLUB, minimum: '2' }] },
        reaction: { value: '10' },
      },
    }),
  )
})
afterAll(async () => {
  await demo?.close()
  await flow?.close()
})

type Answer = { readonly gates: readonly object[]; readonly lineProofs: readonly object[] }
/** What of FCL the example calls. */
const wallet = ({ sign, index }: AccountKey) => ({
  authenticate: async () => ({ addr: ADDRESS }),
  currentUser: {
    signUserMessage: async (hex: string) => {
      const composite = { f_type: 'CompositeSignature', f_vsn: '1.0.0', addr: ADDRESS, keyId: index }
      return [{ ...composite, signature: sign(Buffer.from(hex, 'hex').toString('utf8')) }]
    },
  },
})

async function open(signer: AccountKey): Promise<Answer> {
  const file = pathToFileURL(path.join(EXAMPLES, 'flow/openGates.js')).href
  const { openGates } = (await import(file)) as { openGates: (options: object) => Promise<Answer> }
  const { api, keys, gates } = demo.facts
  const lines = [{ productId: Number(gates[0]?.productId), variantId: Number(gates[0]?.variantId) }]
  return openGates({ fcl: wallet(signer), url: api, apiKey: keys.publishable, gates: [gate], lines })
}

describe('a gate on Flow', () => {
  test('default: the example of docs/integrations/headless.md opens it', async () => {
    const answer = await open(key)
    expect(answer.gates).toMatchObject([{ id: gate, kind: 'open', wallet: '0x0b…29' }])
    expect(answer.lineProofs).toMatchObject([{ proof: expect.stringMatching(/~\w{32}$/) }])
  })

  test('behavior: the admin recognises a pasted contract, and shows its card as any other', async () => {
    const person = await openPerson({ width: 1280, height: 1000 })
    const page = await person.newPage()
    await page.goto(`${demo.facts.admin}/app/gates/new`)
    const app = page.frameLocator('iframe')
    await app.getByLabel('Name', { exact: true }).waitFor()
    await app.locator('[inert]').waitFor({ state: 'detached' })
    const address = app.getByLabel('Contract address')
    await address.fill('A.0b2a3299cc857e29.Nothing')
    await app.getByText('There is no contract at this address on this chain.').waitFor()
    await address.fill(`https://www.flowscan.io/contract/${CLUB}`)
    await app.getByText('NFT collection (Flow)').waitFor()
    expect(await address.inputValue()).toBe(CLUB)
    await app.getByText('Connect your wallet to unlock this offer.').first().waitFor()
    expect(await app.getByText('can’t connect').count()).toBe(0)
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/flow-gate-1280.png`, fullPage: true })
  })

  test('behavior: the authorize page offers no chain of which it connects no wallet', async () => {
    const { api, keys, storefront } = demo.facts
    const query = new URLSearchParams({
      ...{ client_id: keys.publishable, response_type: 'code', state: 's' },
      ...{ redirect_uri: `${storefront}/`, code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
    })
    const html = await (await fetch(`${api}/oauth2/authorize?${query}`)).text()
    expect(html).toContain('"slug":"solana"')
    expect(html).not.toContain('"slug":"flow"')
  })

  test('behavior: the theme’s page asks for a wallet', async () => {
    const page = await fetch(`${demo.facts.storefront}/products/${demo.facts.gates[0]?.handle}`)
    const html = await page.text()
    expect(html.replace(/<[^>]*>/g, '')).toContain('at least 2 Top Shot')
    expect(html).toContain('palisade-flow.js')
  })

  test('behavior: the app proxy of the store opens it, too', async () => {
    const proxy = `${demo.facts.storefront}/apps/palisade`
    const { nonce, message } = await post(`${proxy}/nonce`, { chain: 'flow', walletAddress: ADDRESS })
    const signature = key.sign(String(message))
    const answer = await post(`${proxy}/unlock`, {
      nonce,
      walletAddress: ADDRESS,
      signature,
      gates: [gate],
      lines: [],
    })
    expect(answer).toMatchObject({ gates: [{ kind: 'open' }] })
  })

  test('refuses: an account that holds too little, and a key that is not of the account', async () => {
    flow.state.contracts.set(CLUB, new Map([[ADDRESS, '1.00000000']]))
    const { gates } = await open(key)
    flow.state.contracts.set(CLUB, new Map([[ADDRESS, '2.00000000']]))
    expect(gates).toMatchObject([{ kind: 'closed', lines: [{ needed: '2', found: '1', name: 'Top Shot' }] }])
    await expect(open(createFlowKey())).rejects.toThrow('signature')
  })
})
