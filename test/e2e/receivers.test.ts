import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { beforeAll, describe, expect, test } from 'vitest'
import { startEndpoint } from '../db/messages/openReceiver.ts'
import { completeCheckout, fillCart, post } from '../standin/demo/shopper.ts'
import { loginWithEvm } from '../standin/demo/signLogin.ts'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { makeVisitKey } from '../visitKey.ts'
import { openDemo } from './openDemo.ts'
import { openPerson } from './openPerson.ts'

let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const PAGE = '/app/settings/webhooks'

async function openWebhooks() {
  const person = await openPerson({ width: 1280, height: 1000 })
  const page = await person.newPage()
  await page.goto(`${demo.facts.admin}${PAGE}`)
  const app = page.frameLocator('iframe')
  await app.getByRole('heading', { name: 'Webhooks and Shopify Flow' }).waitFor()
  return { page, app }
}

/** Unlock the first gate over HTTP as the holder; returns its proof. */
async function unlockFirst(): Promise<string> {
  const [gate] = demo.facts.gates
  const browser = makeVisitKey()
  const { chain, walletAddress, sign } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
  const { nonce, message } = await post(
    `${demo.facts.proxy}/nonce`,
    browser.toWire('nonce', { chain, walletAddress }),
  )
  const lines = [{ productId: gate?.productId, variantId: gate?.variantId }]
  const body = { nonce, walletAddress, signature: await sign(String(message)), gates: [gate?.id], lines }
  const answer = await post(`${demo.facts.proxy}/unlock`, browser.toWire('unlock', body))
  return String(answer.proof)
}

describe('webhooks', () => {
  test('default: a merchant adds one, tests it, and a purchase is told, signed and without the wallet', async () => {
    const endpoint = await startEndpoint()
    const { app } = await openWebhooks()
    await app.getByRole('button', { name: 'Add webhook' }).first().click()
    const dialog = app.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Address' }).fill('http://example.com')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('The address does not begin with https://').waitFor()
    await dialog.getByRole('textbox', { name: 'Address' }).fill(endpoint.url)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const secret = await app.locator('[data-new-secret]').innerText()
    await app.getByRole('button', { name: 'I have stored it' }).click()
    await app.getByText('No messages yet').waitFor()
    await app.getByRole('button', { name: 'Send a test message' }).click()
    await app.getByText('Sent, HTTP 204').waitFor()

    const [gate] = demo.facts.gates
    if (!gate) throw new Error('The demo has no gate.')
    const store = { storefront: demo.facts.storefront, gate }
    const proof = await unlockFirst()
    expect(await completeCheckout(store, await fillCart(store, proof))).toBeDefined()
    // An unlock is told with the log of unlocks, a second later: this purchase is faster than a person's.
    const kinds = () => endpoint.got.map(({ event }) => event.type).sort()
    await expect.poll(kinds, { timeout: 60_000 }).toEqual(['gate.redeemed', 'gate.unlocked', 'message.test'])
    const verifier = new Webhook(secret)
    const { walletAddress } = loginWithEvm(demo.facts.chains.ethereum.wallets.holder)
    for (const { body, headers } of endpoint.got) {
      expect(verifier.verify(body, headers)).toBeDefined()
      expect(body.toLowerCase()).not.toContain(walletAddress.slice(2).toLowerCase())
    }
    const redeemed = endpoint.got.find(({ event }) => event.type === 'gate.redeemed')
    expect(redeemed?.event.data).toMatchObject({
      gate: gate.id,
      orderName: expect.stringContaining('#'),
    })
    await app.getByText('gate.redeemed').first().waitFor()
  })

  test('behavior: one that answers 410 is shown as off, with what to do, and can be switched on and deleted', async () => {
    const endpoint = await startEndpoint((_request, response) => response.writeHead(410).end())
    const body = {
      draftId: randomUUID(),
      url: endpoint.url,
      messages: ['gate.changed'],
      gates: [],
      hasWallets: false,
    }
    const made = await demo.requestAdmin({ path: `${PAGE}/new`, body })
    const { result } = (await made.json()) as { result: { id: string } }
    await demo.requestAdmin({ path: `${PAGE}/${result.id}/try`, body: {} })
    await expect.poll(() => endpoint.got.length, { timeout: 60_000 }).toBe(1)
    const { page, app } = await openWebhooks()
    await app.getByText('Its server answered 410').first().waitFor()
    await app.getByRole('link', { name: endpoint.url }).click()
    await app.getByRole('button', { name: 'Switch on' }).click()
    await app.getByRole('button', { name: 'Switch off' }).waitFor()
    await app.getByRole('button', { name: 'Delete', exact: true }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await app.getByRole('heading', { name: 'Webhooks and Shopify Flow' }).waitFor()
    expect(await app.getByText(endpoint.url).count()).toBe(0)
    await page.close()
  })

  test('refuses: every page and step of another shop, as if it did not exist (ERR_RECEIVER_NOT_FOUND)', async () => {
    const choice = { messages: ['gate.changed'], gates: [], hasWallets: false }
    const body = { draftId: randomUUID(), url: 'https://hooks.example/in', ...choice }
    const made = await demo.requestAdmin({ path: `${PAGE}/new`, body })
    const { result } = (await made.json()) as { result: { id: string } }
    const path = `${PAGE}/${result.id}`
    for (const [step, sent] of [
      ['.data', undefined],
      ['', { isOn: false }],
      ['/rotate', {}],
      ['/try', {}],
      ['/replay', { messageId: null }],
      ['/delete', {}],
    ] as const) {
      const asked = { path: path + step, body: sent, shop: demo.facts.otherShop.shop }
      expect([step, (await demo.requestAdmin(asked)).status]).toEqual([step, 404])
    }
    await demo.requestAdmin({ path: `${path}/delete`, body: {} })
  })
})
