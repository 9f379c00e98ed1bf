import { beforeAll, expect, test } from 'vitest'
import { completeCheckout, fillCart, openCheckout, post, type Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'
import { openAdminPage } from './walkAdmin.ts'

/* The name of a discount from the merchant's form to the order, and back into the settlement. */
let demo: RunningDemo
let store: Store
beforeAll(async () => {
  demo = await openDemo()
  const gate = demo.facts.gates.find(({ name }) => name === 'Night Owls holders')
  if (!gate) throw new Error('The demo has no gate of this name.')
  store = { storefront: demo.facts.storefront, gate }
})

const within = { timeout: 60_000, interval: 100 }

async function unlock(): Promise<string> {
  const proxy = `${store.storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const { id, productId, variantId } = store.gate
  const signature = await sign(String(message))
  const lines = [{ productId, variantId }]
  const answer = await post(`${proxy}/unlock`, { nonce, walletAddress, signature, gates: [id], lines })
  const [line] = answer.lineProofs as { proof: string }[]
  return String(line?.proof)
}

/** What the shopper reads beside the discount. */
async function readName(proof: string): Promise<string | undefined> {
  const { lines } = await openCheckout(store, await fillCart(store, null, { _palisade: proof }))
  return lines[0]?.discounts[0]?.title
}

async function readTags(): Promise<string[][]> {
  const response = await fetch(`${store.storefront}/standin/orders`)
  const { orders } = (await response.json()) as { orders: { id: number; tags: string[] }[] }
  return orders.sort((a, b) => a.id - b.id).map(({ tags }) => tags)
}

test('behavior: a merchant names a discount twice; shoppers read each name, and a second use is found under either', async () => {
  const person = await openPerson({ height: 1000 })
  const page = await person.newPage()
  const frame = await openAdminPage(page, `${demo.facts.admin}/app/gates/${store.gate.id}`)
  const field = frame.getByLabel('Name of the discount')
  expect(await field.getAttribute('placeholder')).toBe('Night Owls holders')
  const proof = await unlock()
  expect(await readName(proof)).toBe('Night Owls holders')
  for (const name of ['Owl days', 'Owl nights']) {
    await field.fill(name)
    await frame.getByText(`${name} (−20%)`).waitFor()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(() => readName(proof), within).toBe(name)
    const order = await completeCheckout(store, await fillCart(store, null, { _palisade: proof }))
    expect(order?.lines[0]?.discounts[0]?.title).toBe(name)
  }
  await expect.poll(readTags, within).toEqual([['token-gate'], ['token-gate-duplicate']])
  await field.fill('')
  await frame.getByText('Night Owls holders (−20%)').waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(() => readName(proof), within).toBe('Night Owls holders')
})
