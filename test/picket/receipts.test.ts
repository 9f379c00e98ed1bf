import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../app/core/chain/types.ts'
import type { GateNumber } from '../../app/core/gate/types.ts'
import { NO_ACTION } from '../../app/core/settlement/chooseAction.ts'
import { createPalisade } from '../../client/server/createPalisade.ts'
import { verifyReceipt as verifyByPackage } from '../../client/server/verifyReceipt.ts'
import { sampleAddress, sampleShop, UNBOUND } from '../db/samples.ts'
import { verifyReceipt } from '../docs/verifyReceipt.ts'
import { expectDescribed } from './expectDescribed.ts'
import { expectRefusal } from './expectRefusal.ts'
import { type GateApi, openGateApi } from './openGateApi.ts'
import { basic } from './signLogin.ts'

let opened: GateApi
let gate: GateNumber
beforeAll(async () => {
  opened = await openGateApi()
  gate = Number((await opened.create()).json.number) as GateNumber
})
afterAll(() => opened?.api.close())

/** Let an order pay with a proof of the gate, as a webhook's job does, but for what Shopify would be asked. */
async function settle(orderId: number): Promise<{ wallet: string }> {
  const { ctx } = opened.api
  const { shopId } = opened
  const at = ctx.now()
  const [visitId, wallet, endsAt] = [randomBytes(16).toString('hex'), sampleAddress(), at + 3600]
  const wallets = [{ chain: 'ethereum' as ChainSlug, address: wallet, kind: 'key' as const }]
  const visit = { id: visitId, tokenHash: visitId, shopId, wallets, vaults: [], keyThumbprint: null }
  await ctx.visits.create({ ...visit, now: at, expiresAt: endsAt })
  const seen = { gate, revision: 1, blocks: [{ chain: 'ethereum' as ChainSlug, block: 7n }] }
  const place = { carrier: 'c', cartToken: 'cart-1', productId: null, variantId: null } as const
  const grant = { ...place, newId: randomBytes(8).toString('hex'), buyer: '0', until: '2026112508' }
  const [{ id } = { id: '' }] = await ctx.grants.open({
    ...UNBOUND,
    ...{ shopId, visitId, at },
    grants: [{ ...grant, endsAt, gates: [seen] }],
  })
  const claim = { id, visitId, limited: [], released: [] }
  const order = { shopId, orderId: BigInt(orderId), orderedAt: at, at }
  await ctx.ledger.settle({ ...order, grants: [claim], closes: [] })
  const line = { lineId: 1, outcome: 'committed', reasons: [], gates: [gate], closedGates: [] } as const
  await ctx.settlements.save({
    ...{ shopId, orderId, name: `#${orderId}`, orderedAt: at, cartToken: 'cart-1', customerId: 77 },
    settlement: {
      ...{ outcome: 'committed', wholeOutcome: 'none', reasons: [], lines: [line], isCancelled: false },
      ...{ gates: [{ gate, revision: 1, grant: id }], grants: [id], rechecks: [], holders: [] },
    },
    ...{ isTold: true, waitsUntil: null, action: NO_ACTION, expected: null, shares: [], seenAt: at, at },
  })
  return { wallet }
}

describe('receipts over the API', () => {
  test('default: an order’s receipt is the same whenever it is asked for, and its keys need no key of a project', async () => {
    const { api, ask, myshopifyDomain } = opened
    const { wallet } = await settle(5_010_000_000_501)
    const answer = await ask('GET', '/orders/5010000000501/receipts')
    expectDescribed('GET', '/orders/5010000000501/receipts', answer)
    expect(answer.json).toMatchObject({ receipts: [{ gate, revision: 1, condition: { v: 1 } }] })
    expect((await ask('GET', '/orders/5010000000501/receipts')).json).toEqual(answer.json)
    const published = await api.call({ method: 'GET', path: '/.well-known/receipt-keys.json' })
    expectDescribed('GET', '/.well-known/receipt-keys.json', published)
    expect(published.headers.get('access-control-allow-origin')).toBe('*')
    const [{ receipt, condition }] = answer.json.receipts as [{ receipt: string; condition: unknown }]
    const keys = published.json as { keys: object[] }
    const asked = { receipt, condition, keys, issuer: api.ctx.issuer, shop: myshopifyDomain }
    const verified = await verifyReceipt(asked)
    expect(verified).toMatchObject({
      isValid: true,
      claims: { gate, blocks: [{ chain: 'ethereum', block: '7' }] },
    })
    for (const secret of [wallet, '5010000000501', '"77"'])
      expect(JSON.stringify(verified)).not.toContain(secret)
    // Both kinds of tokens have the same keys, so a receipt must not sign anybody in.
    const token = await api.call({
      ...{ path: '/auth/validate', headers: basic(opened.project.secretKey) },
      body: { accessToken: receipt },
    })
    expectRefusal({ answer: token, status: 401, error: 'ERR_TOKEN_INVALID', secrets: [receipt] })
  })

  test('behavior: the package for servers lists an order’s receipts and their keys, and verifies them', async () => {
    const { api, project, myshopifyDomain: shop } = opened
    await settle(5_010_000_000_504)
    const { host, port } = await api.listen()
    const palisade = createPalisade({ url: `http://${host}:${port}/api/v1`, apiKey: project.secretKey })
    const [found] = await palisade.listReceipts({ order: 5_010_000_000_504 })
    if (!found) throw new Error('The order has no receipt.')
    const { receipt, condition } = found
    const keys = await palisade.listReceiptKeys()
    const asked = { receipt, keys, issuer: api.ctx.issuer, shop }
    expect(await verifyByPackage({ ...asked, condition })).toMatchObject({ shop, gate, revision: 1 })
    const other = { ...(condition as object), v: 2 }
    await expect(verifyByPackage({ ...asked, condition: other })).rejects.toMatchObject({
      code: 'ERR_CLIENT_RECEIPT',
    })
    await expect(palisade.listReceipts({ order: 503 })).rejects.toMatchObject({ code: 'ERR_NOT_FOUND' })
  })

  test('refuses: an order that no gate had to do with, of another shop, and no id (ERR_NOT_FOUND)', async () => {
    const { api, ask } = opened
    await settle(502)
    const other = sampleShop()
    await api.ctx.shops.save(other)
    const stranger = await api.makeProject({}, other.id)
    const right = { shopId: other.id, projectId: stranger.id, mayChangeGates: true, actor: 'staff:1', at: 1 }
    await api.ctx.projects.setGateRight(right)
    const path = '/orders/502/receipts'
    const headers = basic(stranger.secretKey)
    expect((await ask('GET', path)).status).toBe(200)
    for (const answer of [
      await api.call({ method: 'GET', path, headers }),
      await ask('GET', '/orders/503/receipts'),
      await ask('GET', '/orders/0/receipts'),
      await ask('GET', '/orders/%23502/receipts'),
      await ask('GET', '/orders/99999999999999999/receipts'),
    ])
      expectRefusal({ answer, status: 404, error: 'ERR_NOT_FOUND', secrets: [] })
  })

  test('refuses: a project without the right, a publishable key, no key and a change (ERR_GATES_NOT_ALLOWED, ERR_KEY_FORBIDDEN, ERR_KEY_MISSING, ERR_METHOD)', async () => {
    const { api, project, shopId } = opened
    const path = '/orders/5010000000501/receipts'
    const plain = await api.makeProject({}, shopId)
    const refusals = [
      [basic(plain.secretKey), 403, 'ERR_GATES_NOT_ALLOWED'],
      [basic(project.publishableKey), 403, 'ERR_KEY_FORBIDDEN'],
      [{}, 401, 'ERR_KEY_MISSING'],
    ] as const
    for (const [headers, status, error] of refusals) {
      const answer = await api.call({ method: 'GET', path, headers })
      expectRefusal({ answer, status, error, secrets: [] })
    }
    const change = await api.call({ method: 'POST', path, headers: basic(project.secretKey), body: {} })
    expectRefusal({ answer: change, status: 405, error: 'ERR_METHOD', secrets: [] })
  })
})
