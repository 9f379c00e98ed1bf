import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeCheckout, fillCart, post, type Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { startOwnDemo } from './openDemo.ts'

/* The log of a whole purchase at the level `debug`: login, unlock, checkout, the order's webhook, and staff's view. */
const REROUTE = new URL('../standin/shopify/reroute.mjs', import.meta.url).href
const LOGGING = ['LOG_LEVEL=debug', 'LOG_FORMAT=json']

let demo: RunningDemo
beforeAll(async () => {
  const command = ['env', ...LOGGING, process.execPath, '--import', REROUTE, 'build/server.js'] as const
  demo = await startOwnDemo({ command })
})
afterAll(() => demo?.close())

/** Texts of this length that a server gives to one client are its secrets: nonces, proofs, tokens. */
const SHORTEST = 16

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= SHORTEST && !value.includes(' ') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : []
}

/** Whether a text is more than the name of a shop, which the log tells. */
const isSecret = (text: string) => text !== demo.facts.shop

/** The server's own secrets, from its environment. */
function listConfigured(): string[] {
  const lines = readFileSync(`/proc/${demo.app.pid}/environ`, 'utf8').split('\0')
  return lines
    .filter((line) => /^(?:\w*SECRET\w*|\w*TOKEN|DATABASE_URL|RPC_URL_\w+)=./.test(line))
    .map((line) => line.slice(line.indexOf('=') + 1))
}

type Found = { orders: { id: number; tags: string[] }[] }

describe('the log of a purchase', () => {
  test('behavior: it has every request by its route, and no wallet, signature, proof, token, cart or secret', async () => {
    const gate = demo.facts.gates.find(({ kind }) => kind === 'both')
    if (!gate) throw new Error('The demo has no exclusive gate.')
    const store: Store = { storefront: demo.facts.storefront, gate }
    const proxy = `${store.storefront}/apps/palisade`
    const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
    const issued = await post(`${proxy}/nonce`, { chain, walletAddress })
    const signature = await sign(String(issued.message))
    const { id, productId, variantId } = gate
    const unlocked = await post(`${proxy}/unlock`, {
      ...{ nonce: issued.nonce, walletAddress, signature, gates: [id] },
      lines: [{ productId, variantId }],
    })
    const [line] = unlocked.lineProofs as { proof: string }[]
    if (!line) throw new Error(`Nothing was unlocked: ${JSON.stringify(unlocked)}`)
    const cart = await fillCart(store, null, { _palisade: line.proof })
    expect(await completeCheckout(store, cart)).toBeDefined()
    const readOrder = async () =>
      ((await (await fetch(`${store.storefront}/standin/orders`)).json()) as Found).orders[0]
    await expect
      .poll(async () => (await readOrder())?.tags.length ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0)
    const order = await readOrder()
    expect((await demo.requestAdmin({ path: `/app/orders/${order?.id}.data` })).status).toBe(200)
    // A replay is refused, and logged with its code.
    const replay = await post(`${proxy}/unlock`, {
      ...{ nonce: issued.nonce, walletAddress, signature, gates: [id], lines: [] },
    })
    expect(replay.code).toBe('ERR_NONCE_UNKNOWN')

    await expect.poll(demo.app.output).toContain('"code":"ERR_NONCE_UNKNOWN"')
    const written = demo.app.output()
    for (const route of ['POST /proxy/nonce 200', 'POST /proxy/unlock 200', 'POST /webhooks/* 200'])
      expect(written).toContain(route)
    const { installation } = demo.shop
    const secrets = [
      ...[walletAddress, walletAddress.slice(2), signature, line.proof, cart.token],
      ...[String(issued.nonce), ...[issued, unlocked].flatMap(listTexts).filter(isSecret)],
      ...[...(installation?.accessTokens.keys() ?? []), ...(installation?.refreshTokens.keys() ?? [])],
      ...listConfigured(),
    ]
    expect(secrets.length).toBeGreaterThan(12)
    for (const secret of secrets) expect(written.toLowerCase()).not.toContain(secret.toLowerCase())
  })
})
