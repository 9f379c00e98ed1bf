import { describe, expect, test } from 'vitest'
import { clientLimits } from '../../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { limitClient } from '../../../app/flows/unlocks/limitClient.ts'
import { override } from '../../fakes/fake.ts'
import { fakeContext, holder, NOW, shop } from '../../fakes/fakeContext.ts'
import { unlockSigned, visitKey } from './signedFlows.ts'

const client = (number: number) => `203.0.113.${number}` as ClientAddress
const limited = (retryAfter: number) =>
  expect.objectContaining({
    code: 'ERR_RATE_LIMITED',
    hint: retryAfter === 1 ? 'Wait a second and try again.' : `Wait ${retryAfter} seconds and try again.`,
    details: { retryAfter },
  })
const unlock = { request: 'unlock', shop, clientAddress: client(9), walletAddress: null } as const

/** Ask `count` times. Resolves to how many passed. */
async function ask(count: number, once: (index: number) => Promise<unknown>): Promise<number> {
  const answers = await Promise.allSettled(Array.from({ length: count }, (_, index) => once(index)))
  return answers.filter(({ status }) => status === 'fulfilled').length
}

describe('limitClient', () => {
  test('default: a client passes as often as its limit, until the window ends', async () => {
    const { ctx, state } = fakeContext()
    const { most } = clientLimits.unlock
    expect(await ask(most + 5, () => limitClient(ctx, unlock))).toBe(most)
    await expect(limitClient(ctx, unlock)).rejects.toEqual(limited(60))
    state.now = NOW + 59
    await expect(limitClient(ctx, unlock)).rejects.toEqual(limited(1))
    state.now = NOW + 60
    await limitClient(ctx, unlock)
  })

  test('behavior: another client, another request and another shop are not affected', async () => {
    const { ctx } = fakeContext()
    await ask(clientLimits.unlock.most, () => limitClient(ctx, unlock))
    await expect(limitClient(ctx, unlock)).rejects.toEqual(limited(60))
    for (const other of [
      { ...unlock, clientAddress: client(10) },
      { ...unlock, request: 'renew' as const },
      { ...unlock, shop: { ...shop, id: 2n as typeof shop.id } },
    ]) {
      await expect(limitClient(ctx, other)).resolves.toBeUndefined()
    }
  })

  test('behavior: an unknown client is not counted', async () => {
    const { ctx } = fakeContext()
    const unknown = { ...unlock, clientAddress: null }
    expect(await ask(clientLimits.unlock.most + 5, () => limitClient(ctx, unknown))).toBe(
      clientLimits.unlock.most + 5,
    )
  })
})

describe('the storefront’s flows', () => {
  const body = { myshopifyDomain: shop.myshopifyDomain, clientAddress: client(9), walletAddress: holder }
  const nonceBody = {
    ...body,
    requestedDomain: null,
    chain: 'ethereum',
    key: visitKey.key,
  }
  const use = { gates: [82], lines: [], cartToken: null, vaults: [] }

  test('refuses: one nonce too many, and does not store it (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext()
    expect(await ask(clientLimits.nonce.most + 10, () => issueNonce(ctx, nonceBody))).toBe(
      clientLimits.nonce.most,
    )
    expect(state.nonces.size).toBe(clientLimits.nonce.most)
  })

  test('refuses: one unlock too many before verifying its signature, and the login can still be finished (ERR_RATE_LIMITED)', async () => {
    const { ctx, state } = fakeContext({ signers: new Map([['0xgood', holder]]) })
    const { value: nonce } = await issueNonce(ctx, nonceBody)
    const unlocked = { ...body, ...use, nonce, session: null, signedMessage: null, customerId: null }
    await ask(clientLimits.unlock.most, () => unlockSigned(ctx, { ...unlocked, signature: '0xbad' }))
    const mustNot = () => {
      throw new Error('No signature must be verified.')
    }
    const blind = override(ctx, { recoverEvmAddress: mustNot, findContractSigned: mustNot })
    await expect(unlockSigned(blind, { ...unlocked, signature: '0xgood' })).rejects.toMatchObject({
      code: 'ERR_RATE_LIMITED',
    })
    expect([state.nonces.size, state.reads]).toEqual([1, 0])
    state.now += 60
    expect((await unlockSigned(ctx, { ...unlocked, signature: '0xgood' })).gates[0]?.kind).toBe('open')
  })

  test('behavior: requests for an unknown shop are not counted', async () => {
    const { ctx, state } = fakeContext()
    expect(await ask(3, () => issueNonce(ctx, { ...nonceBody, myshopifyDomain: 'x.myshopify.com' }))).toBe(0)
    expect(state.api.units.size).toBe(0)
  })
})
