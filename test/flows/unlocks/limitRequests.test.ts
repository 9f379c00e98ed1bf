import { describe, expect, test } from 'vitest'
import { clientLimits, shopLimit, walletLimit } from '../../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { limitRequests } from '../../../app/flows/unlocks/limitRequests.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { contract, fakeContext, holder, NOW, shop } from '../../fakes/fakeContext.ts'

const client = (number: number) => `203.0.113.${number}` as ClientAddress
const limited = (retryAfter: number) =>
  expect.objectContaining({ code: 'ERR_RATE_LIMITED', details: { retryAfter } })
const unlock = { request: 'unlock', shop, clientAddress: client(9), walletAddress: null } as const

/** Ask `count` times; answers how many were let pass. */
async function ask(count: number, once: (index: number) => Promise<unknown>): Promise<number> {
  const answers = await Promise.allSettled(Array.from({ length: count }, (_, index) => once(index)))
  return answers.filter(({ status }) => status === 'fulfilled').length
}

describe('limitRequests', () => {
  test('default: as many as the limit, until the window ends', async () => {
    const { ctx, state } = fakeContext()
    const { most } = clientLimits.unlock
    expect(await ask(most + 5, () => limitRequests(ctx, unlock))).toBe(most)
    state.now = NOW + 59
    await expect(limitRequests(ctx, unlock)).rejects.toEqual(limited(1))
    state.now = NOW + 60
    await limitRequests(ctx, unlock)
  })

  test('behavior: another client, another request and another shop are not touched', async () => {
    const { ctx } = fakeContext()
    await ask(100, () => limitRequests(ctx, unlock))
    await limitRequests(ctx, { ...unlock, clientAddress: client(10) })
    await limitRequests(ctx, { ...unlock, request: 'renew' })
    await limitRequests(ctx, { ...unlock, shop: { ...shop, id: 2n as typeof shop.id } })
  })

  test('behavior: one client that goes on asking does not use up the shop’s', async () => {
    const { ctx } = fakeContext()
    await ask(shopLimit.most * 2, () => limitRequests(ctx, unlock))
    await limitRequests(ctx, { ...unlock, clientAddress: client(10) })
  })

  test('behavior: one client that goes on asking does not use up the wallet it names', async () => {
    const { ctx } = fakeContext()
    await ask(walletLimit.most * 2, () => limitRequests(ctx, { ...unlock, walletAddress: holder }))
    await limitRequests(ctx, { ...unlock, walletAddress: holder, clientAddress: client(10) })
  })

  test('refuses: a wallet from many clients (ERR_RATE_LIMITED)', async () => {
    const { ctx } = fakeContext()
    const once = (index: number) =>
      limitRequests(ctx, { ...unlock, walletAddress: holder, clientAddress: client(index) })
    expect(await ask(walletLimit.most + 40, once)).toBe(walletLimit.most)
    await limitRequests(ctx, { ...unlock, walletAddress: contract, clientAddress: client(200) })
  })

  test('refuses: a shop from many clients, and says what to do (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext()
    state.now = NOW + 43
    expect(await ask(shopLimit.most + 1, () => limitRequests(ctx, { ...unlock, clientAddress: null }))).toBe(
      shopLimit.most,
    )
    await expect(limitRequests(ctx, unlock)).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
      hint: 'Wait 17 seconds and try again.',
    })
  })

  test('behavior: what is stored names nobody, and is another key in each window', async () => {
    const { ctx, state } = fakeContext()
    await limitRequests(ctx, { ...unlock, walletAddress: holder })
    state.now += 60
    await limitRequests(ctx, { ...unlock, walletAddress: holder })
    const keys = [...state.counts.keys()]
    expect(keys).toHaveLength(6)
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the storefront’s flows', () => {
  const body = { myshopifyDomain: shop.myshopifyDomain, clientAddress: client(9), walletAddress: holder }
  const nonceBody = { ...body, requestedDomain: null, chain: 'ethereum' }
  const use = { gates: [82], lines: [], cartToken: null, vaults: [] }

  test('refuses: a nonce too many, which is not kept (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext()
    expect(await ask(clientLimits.nonce.most + 10, () => issueNonce(ctx, nonceBody))).toBe(
      clientLimits.nonce.most,
    )
    expect(state.nonces.size).toBe(clientLimits.nonce.most)
  })

  test('refuses: an unlock too many, before its signature is looked at; the login stays usable (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const { value: nonce } = await issueNonce(ctx, nonceBody)
    const unlocked = { ...body, ...use, nonce, session: null, signedMessage: null, customerId: null }
    await ask(clientLimits.unlock.most, () => unlockGates(ctx, { ...unlocked, signature: '0xbad' }))
    const mustNot = () => {
      throw new Error('no signature must be looked at')
    }
    const blind = { ...ctx, recoverEvmAddress: mustNot, verifyContractSignature: mustNot }
    await expect(unlockGates(blind, { ...unlocked, signature: '0xgood' })).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
    })
    expect([state.nonces.size, state.reads]).toEqual([1, 0])
    state.now += 60
    expect((await unlockGates(ctx, { ...unlocked, signature: '0xgood' })).gates[0]?.kind).toBe('open')
  })

  test('refuses: a renewal too many, a visit known or not (ERR_RATE_LIMITED)', async () => {
    const { ctx } = fakeContext()
    const renewal = { ...body, ...use, session: '0'.repeat(64), customerId: null }
    await ask(clientLimits.renew.most, () => renewGates(ctx, renewal))
    await expect(renewGates(ctx, renewal)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
  })

  test('behavior: a shop that is not known is not counted', async () => {
    const { ctx, state } = fakeContext()
    expect(await ask(3, () => issueNonce(ctx, { ...nonceBody, myshopifyDomain: 'x.myshopify.com' }))).toBe(0)
    expect(state.counts.size).toBe(0)
  })
})
