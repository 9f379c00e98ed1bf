import { expect } from 'vitest'
import { post, send } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'

/** Sign a customer in to the store, or nobody, and unlock the first gate with the holder's wallet; answers the cookie. */
export async function unlockAs(demo: RunningDemo, customerId: number | null): Promise<string> {
  const { storefront, gates, chains } = demo.facts
  const [gate] = gates
  const login = await send(`${storefront}/standin/login`, { customerId })
  const cookie = login.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const { chain, walletAddress, sign } = loginWithEvm(chains.ethereum.wallets.holder)
  const { nonce, message } = await post(`${storefront}/apps/palisade/nonce`, { chain, walletAddress })
  const lines = [{ productId: gate?.productId, variantId: gate?.variantId }]
  const body = { nonce, walletAddress, signature: await sign(String(message)), gates: [gate?.id], lines }
  const answer = await send(`${storefront}/apps/palisade/unlock`, body, cookie)
  expect(await answer.json()).toMatchObject({ gates: [{ kind: 'open' }] })
  return cookie
}

/** The tags of a customer at the stand-in. */
export async function readTags(demo: RunningDemo, id: number): Promise<string[]> {
  const answer = await fetch(`${demo.facts.storefront}/standin/customers`)
  const { customers } = (await answer.json()) as { customers: { id: number; tags: string[] }[] }
  return customers.find((one) => one.id === id)?.tags ?? []
}
