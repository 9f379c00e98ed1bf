import { describe, expect, test } from 'vitest'
import { clientLimits, edgeLimit } from '../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../app/core/limit/types.ts'
import { limitClient } from '../../app/flows/unlocks/limitClient.ts'
import {
  type CreateShopperFinderParameters,
  createShopperFinder,
} from '../../app/proxy/createShopperFinder.ts'
import { fakeContext, NOW, shop } from '../fakes/fakeContext.ts'
import { type Forwarding, formatForwardedFor } from '../standin/shopify/storefront/formatForwardedFor.ts'

const ATTACKER = '203.0.113.66'
const shopper = (index: number) => `198.51.${Math.floor(index / 250)}.${index % 250}`
const made = (index: number) => `10.0.${Math.floor(index / 250)}.${index % 250}`

/** A door behind a Shopify that forwards in this way, with the limits that it counts on. */
function open(forwarding: Forwarding, over: Partial<CreateShopperFinderParameters> = {}) {
  const { ctx } = fakeContext()
  const warnings = new Set<string>()
  const finder = createShopperFinder({
    trustedProxies: 0,
    shopifyProxies: null,
    factor: 1,
    now: () => NOW,
    warn: (sentence) => warnings.add(sentence),
    ...over,
  })
  const write = (address: string, claimed: string | null) =>
    formatForwardedFor({ forwarding, claimed, address })
  /** Ask for a nonce. Resolves to whether the request passed. */
  const ask = async (address: string, claimed: string | null = null) => {
    try {
      const clientAddress: ClientAddress | null = finder.find(write(address, claimed))
      await limitClient(ctx, { request: 'nonce', shop, clientAddress, walletAddress: null })
      return true
    } catch {
      return false
    }
  }
  let wallets = 0
  /** Each visit is of another wallet, unless one is given. */
  const visit = async (address: string, claimed: string | null = null, wallet = `0x${wallets++}`) => {
    const passed = await ask(address, claimed)
    if (passed) finder.confirm(write(address, claimed), wallet)
    return passed
  }
  const count = async (times: number, once: (index: number) => Promise<boolean>) => {
    let passed = 0
    for (let index = 0; index < times; index++) if (await once(index)) passed++
    return passed
  }
  return { ask, visit, count, warnings, write, finder }
}

describe('createShopperFinder', () => {
  test.each(['append', 'replace', 'edge'] as const)(
    'behavior: with forwarding "%s", a forged header does not hide a client from its limit',
    async (forwarding) => {
      const { ask, count } = open(forwarding)
      expect(await count(1_500, (index) => ask(ATTACKER, made(index)))).toBe(clientLimits.nonce.most)
      expect(await count(1_500, (index) => ask(ATTACKER, `${made(index)}, ${made(index + 1)}`))).toBe(0)
    },
  )

  test.each(['append', 'replace', 'edge', 'none'] as const)(
    'behavior: with forwarding "%s", 3,000 shoppers who sign pass within a minute',
    async (forwarding) => {
      const { visit, count } = open(forwarding)
      expect(await count(3_000, (index) => visit(shopper(index)))).toBe(3_000)
    },
  )

  test.each(['append', 'replace', 'edge'] as const)(
    'behavior: with forwarding "%s", shoppers pass while an attacker forges headers',
    async (forwarding) => {
      const { ask, visit, count } = open(forwarding)
      await count(100, (index) => visit(shopper(index)))
      expect(await count(1_500, () => ask(ATTACKER))).toBe(clientLimits.nonce.most)
      await count(1_500, (index) => ask(ATTACKER, made(index)))
      expect(await count(500, (index) => visit(shopper(1_000 + index)))).toBe(500)
    },
  )

  test('behavior: the operator is warned of an edge, and SHOPIFY_PROXIES settles it', async () => {
    const { visit, count, warnings } = open('edge')
    await count(500, (index) => visit(shopper(index)))
    expect([...warnings]).toEqual([expect.stringContaining('SHOPIFY_PROXIES=1')])
    const settled = open('edge', { shopifyProxies: 1 })
    expect(await settled.count(3_000, (index) => settled.visit(shopper(index)))).toBe(3_000)
    expect(await settled.count(1_500, (index) => settled.ask(ATTACKER, made(index)))).toBe(
      clientLimits.nonce.most,
    )
    expect(settled.warnings.size).toBe(0)
  })

  test('behavior: the operator’s own proxy is skipped', async () => {
    const { ask, visit, count, warnings } = open('edge', { trustedProxies: 1 })
    expect(await count(500, (index) => visit(shopper(index)))).toBe(500)
    expect(await count(1_500, (index) => ask(ATTACKER, made(index)))).toBe(clientLimits.nonce.most)
    expect([...warnings]).toEqual([])
  })

  test('behavior: one request with a single address disproves what fifty forged ones suggested', async () => {
    const { ask, visit, count } = open('append')
    await count(60, (index) => visit(ATTACKER, made(index)))
    // No other shopper is there yet: what looks like an edge has a limit too.
    expect(await count(edgeLimit.most + 500, (index) => ask(ATTACKER, made(index)))).toBeLessThanOrEqual(
      edgeLimit.most,
    )
    expect(await ask(shopper(1))).toBe(true)
    expect(await count(1_500, (index) => ask(ATTACKER, made(20_000 + index)))).toBeLessThanOrEqual(
      clientLimits.nonce.most,
    )
    await count(60, (index) => visit(shopper(2_000 + index), made(index)))
    expect(await count(10, (index) => ask(ATTACKER, made(30_000 + index)))).toBe(0)
  })

  test('behavior: sixty signatures of one wallet under forged addresses do not look like an edge', async () => {
    const { ask, visit, count, warnings } = open('append')
    await count(60, (index) => visit(ATTACKER, made(index), index % 2 ? '0xAB' : '0xab'))
    const left = clientLimits.nonce.most - 60
    expect(await count(1_500, (index) => ask(ATTACKER, made(1_000 + index)))).toBe(left)
    expect([...warnings]).toEqual([])
  })

  test('behavior: the operator is warned once of a header that names no shopper', async () => {
    const { ask, warnings, finder } = open('none')
    expect(await ask(shopper(1))).toBe(true)
    expect(await ask(shopper(2))).toBe(true)
    expect(finder.find('unknown')).toBeNull()
    expect(finder.find('')).toBeNull()
    expect([...warnings]).toEqual([expect.stringContaining('has no shopper address')])
  })

  test('refuses: an edge that sends more than its limit (ERR_RATE_LIMITED)', async () => {
    const { visit, count, write, finder } = open('edge', { factor: 0.01 })
    await count(60, (index) => visit(shopper(index)))
    const ask = () => finder.find(write(shopper(1), null))
    for (let asked = 0; asked < edgeLimit.most * 0.01; asked++) {
      try {
        ask()
      } catch {
        break
      }
    }
    expect(ask).toThrowError(expect.objectContaining({ code: 'ERR_RATE_LIMITED' }))
  })
})
