import { beforeAll, describe, expect, test } from 'vitest'
import { checkOut, createClaimedCart, fillAgentCart, readCartProof } from '../standin/demo/agent.ts'
import type { SeededGate } from '../standin/demo/seedGates.ts'
import { post } from '../standin/demo/shopper.ts'
import { type Login, loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'

/*
 * A shopping assistant on the demo: the example of docs/integrations/agents.md with the MCP client of npm, the built
 * server, the stand-in's Storefront API, and the built Functions at its checkout.
 */
let demo: RunningDemo
let mugs: SeededGate
let holder: Login
let outsider: Login
beforeAll(async () => {
  demo = await openDemo()
  const [, exclusive] = demo.facts.gates
  if (!exclusive) throw new Error('The demo has no exclusive gate.')
  mugs = exclusive
  const { wallets } = demo.facts.chains.ethereum
  holder = loginWithEvm(wallets.holder)
  outsider = loginWithEvm(wallets.outsider)
})

/** The proof of another shop's gate, which the same wallet opens. */
async function unlockAbroad(): Promise<string> {
  const { storefront, gates } = demo.facts.otherShop
  const proxy = `${storefront}/apps/palisade`
  const { chain, walletAddress, sign } = holder
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const signature = await sign(`${message}`)
  const asked = { nonce, walletAddress, signature, gates: gates.map(({ id }) => id), lines: [] }
  return `${(await post(`${proxy}/unlock`, asked)).proof}`
}

describe('a shopping assistant', () => {
  test('default: it buys over MCP what only holders can buy, at their price', async () => {
    const { gates, cart } = await fillAgentCart(demo.facts, mugs, holder)
    expect(gates).toMatchObject([{ kind: 'open', words: [expect.stringContaining('yours to buy')] }])
    if (!cart) throw new Error('There is no cart.')
    const { checkout, order } = await checkOut(cart)
    expect(checkout.errors).toEqual([])
    expect(Number(order?.total)).toBe(Number(order?.subtotal) - 5.5)
  })

  test('behavior: for a wallet without the tokens it says what is missing, and makes no cart', async () => {
    const { gates, cart } = await fillAgentCart(demo.facts, mugs, outsider)
    expect(cart).toBeNull()
    expect(gates).toMatchObject([{ kind: 'closed', because: 'unmet' }])
    expect(gates[0]?.words).toEqual([
      expect.stringMatching(/^You need 100 \S+ on Ethereum\. 0x\S+ holds 0\.$/),
    ])
  })

  test('refuses: the signature of another wallet (ERR_SIGNATURE_INVALID)', async () => {
    const forger = { ...outsider, walletAddress: holder.walletAddress }
    await expect(fillAgentCart(demo.facts, mugs, forger)).rejects.toMatchObject({
      code: 'ERR_SIGNATURE_INVALID',
    })
  })

  test('refuses: at the checkout a proof with one changed digit, a proof of another gate or shop, and a mere claim', async () => {
    const [jackets] = demo.facts.gates
    if (!jackets) throw new Error('The demo has no gate.')
    const own = (await fillAgentCart(demo.facts, mugs, holder)).cart
    const others = (await fillAgentCart(demo.facts, jackets, holder)).cart
    if (!own || !others) throw new Error('There is no cart.')
    const proof = await readCartProof(demo.facts, own)
    const forged = proof.slice(0, -1) + (proof.endsWith('0') ? '1' : '0')
    const foreign = await readCartProof(demo.facts, others)
    const abroad = await unlockAbroad()
    expect(abroad).toMatch(/~\w{32}$/)
    for (const claimed of [forged, foreign, abroad, 'com.myshopify.holders.gate_2']) {
      const { checkout, order } = await checkOut(await createClaimedCart(demo.facts, mugs, claimed))
      expect(checkout.errors, claimed).toHaveLength(1)
      expect(order).toBeUndefined()
    }
  })
})
