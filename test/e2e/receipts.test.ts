import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyReceipt } from '../docs/verifyReceipt.ts'
import { completeCheckout, fillCart, post, type Store } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { openAdmin } from './openAdmin.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

/* A merchant turns receipts and the public look-up on, somebody buys, and everybody can check both. */
let demo: RunningDemo
let store: Store
beforeAll(async () => {
  demo = await openDemo()
  const [gate] = demo.facts.gates
  if (!gate) throw new Error('The demo has no gate.')
  store = { storefront: demo.facts.storefront, gate }
})

type SeenOrder = { id: number; metafields: { namespace: string; key: string; value: string }[] }
const within = { timeout: 60_000, interval: 250 }

async function readReceipts(): Promise<{ orderId: number; namespace: string; receipts: string[] } | null> {
  const answer = await fetch(`${store.storefront}/standin/orders`)
  const [order] = ((await answer.json()) as { orders: SeenOrder[] }).orders
  const found = order?.metafields.find(({ key }) => key === 'receipts')
  return order && found
    ? { orderId: order.id, namespace: found.namespace, receipts: JSON.parse(found.value).receipts }
    : null
}

/** Unlock the gate as a guest, and buy its product. */
async function buy(): Promise<boolean> {
  const proxy = `${store.storefront}/apps/palisade`
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
  const { nonce, message } = await post(`${proxy}/nonce`, { chain, walletAddress })
  const signature = await sign(String(message))
  const { id, productId, variantId } = store.gate
  const asked = { gates: [id], lines: [{ productId, variantId }] }
  const answer = await post(`${proxy}/unlock`, { nonce, walletAddress, signature, ...asked })
  const [line] = answer.lineProofs as { proof: string }[]
  if (!line) throw new Error(`Nothing was unlocked: ${JSON.stringify(answer)}`)
  const cart = await fillCart(store, null, { _palisade: line.proof })
  return (await completeCheckout(store, cart)) !== undefined
}

/** A secret key of a project that may manage gates. */
async function makeKey(): Promise<string> {
  const admin = async (path: string, body: object) => (await demo.requestAdmin({ path, body })).text()
  const draft = { allowedDomains: [], redirectUris: [], format: 'siwe', statement: '', requirement: null }
  const named = { name: 'Auditor', draftId: randomUUID(), isStorefront: false }
  const made = await admin('/app/developers/new.data', { ...named, ...draft })
  const [, id = ''] = /"id","([0-9a-f-]{36})"/.exec(made) ?? []
  const wanted = { kind: 'secret', name: 'Auditor', draftId: randomUUID() }
  const key = await admin(`/app/developers/${id}/keys.data`, wanted)
  await admin(`/app/developers/${id}/gates.data`, { mayChangeGates: true })
  return /"(sk_[0-9a-f]{32})"/.exec(key)?.[1] ?? ''
}

describe('receipts and public uses', () => {
  test('default: the merchant turns both on, an order has a receipt that anybody can verify, and its NFT is used up on the public page', async () => {
    const { page, app } = await openAdmin(demo)
    const save = () => page.getByRole('button', { name: 'Save', exact: true }).click()
    const readSettings = async () => (await demo.requestAdmin({ path: '/app/settings.data' })).text()
    await page.goto(`${demo.facts.admin}/app/settings`)
    const receipts = app.getByLabel('Write signed receipts on orders')
    expect(await receipts.isChecked()).toBe(false)
    await app.locator('[inert]').waitFor({ state: 'detached' })
    await receipts.check()
    await save()
    await expect.poll(readSettings, within).toContain('"writesReceipts",true')

    await page.goto(`${demo.facts.admin}/app/gates/${store.gate.id}`)
    const uses = app.getByLabel('Let anyone look up whether an NFT is used up')
    await app.locator('[inert]').waitFor({ state: 'detached' })
    expect(await uses.isEnabled()).toBe(false)
    await app.getByLabel('Per NFT').fill('1')
    // This collection cannot list the NFTs of a wallet.
    await app.getByLabel('Only these token IDs').fill('7, 1180, 4021')
    await uses.check()
    await save()
    const opening = page.waitForEvent('popup')
    await app.getByRole('link', { name: /Open the page/ }).click()
    const publicPage = await opening
    await publicPage.getByRole('heading', { name: 'Night Owls holders' }).waitFor()

    // Anybody, on a phone, without the admin's session.
    const person = await openPerson({ width: 390, height: 844 })
    const shopper = await person.newPage()
    await shopper.goto(publicPage.url())
    await shopper.getByLabel('Number of the NFT').fill('7')
    await shopper.getByRole('button', { name: 'Look up' }).click()
    await shopper.getByRole('heading', { name: 'Not used yet' }).waitFor()

    expect(await buy()).toBe(true)
    await expect.poll(readReceipts, within).not.toBeNull()
    const { orderId, namespace, receipts: written } = (await readReceipts()) ?? { orderId: 0, receipts: [] }
    expect(namespace).toMatch(/^app--/)
    const headers = { authorization: `Basic ${btoa(`${await makeKey()}:`)}` }
    const answer = await fetch(`${demo.facts.api}/orders/${orderId}/receipts`, { headers })
    const told = (await answer.json()) as { receipts: { receipt: string; condition: unknown }[] }
    expect(told.receipts.map(({ receipt }) => receipt)).toEqual(written)
    const keys = (await (await fetch(`${demo.facts.api}/.well-known/receipt-keys.json`)).json()) as {
      keys: object[]
    }
    const [{ receipt, condition } = { receipt: '', condition: null }] = told.receipts
    const issuer = demo.facts.api
    const asked = { receipt, condition, keys, issuer, shop: demo.facts.shop }
    const verified = await verifyReceipt(asked)
    expect(verified).toMatchObject({
      isValid: true,
      claims: { gate: store.gate.id, revision: 2, blocks: [{ chain: 'ethereum' }] },
    })
    const { address } = demo.facts.chains.ethereum.wallets.holder
    expect(JSON.stringify(verified).toLowerCase()).not.toContain(address.toLowerCase())

    await page.goto(`${demo.facts.admin}/app/orders/${orderId}`)
    const card = app.locator('.Polaris-ShadowBevel', { has: app.getByRole('heading', { name: 'Receipts' }) })
    await card.getByRole('heading', { name: 'Night Owls holders' }).waitFor()
    expect(await card.innerText()).toMatch(/Ethereum, block [0-9]+\s+Version 2 · signed /)
    await card.getByRole('button', { name: /receipt of Night Owls holders/ }).waitFor()
    const guide = (await card.getByRole('link', { name: /How to verify/ }).getAttribute('href')) ?? ''
    expect(await (await fetch(guide)).text()).toContain('id="listReceipts"')
    await page.goto(`${demo.facts.admin}/app/settings`)
    await app.getByText('we attach a signed receipt to the order').waitFor()
    await app.getByText('anyone can look up how often an NFT was used with us').waitFor()

    // The server uses the first NFT of these that the wallet holds.
    await shopper.reload()
    await shopper.getByRole('heading', { name: 'Used up' }).waitFor()
    await shopper.getByLabel('Number of the NFT').fill('1180')
    await shopper.keyboard.press('Enter')
    await shopper.getByRole('heading', { name: 'Not used yet' }).waitFor()
    expect(await shopper.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect((await shopper.content()).toLowerCase()).not.toContain(address.toLowerCase())
  })
})
