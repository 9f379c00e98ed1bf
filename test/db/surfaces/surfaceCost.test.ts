import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { loadCustomerOpenings } from '../../../app/flows/surfaces/loadCustomerOpenings.ts'
import { loadOrderOpenings } from '../../../app/flows/surfaces/loadOrderOpenings.ts'
import { removeWallets } from '../../../app/flows/surfaces/removeWallets.ts'
import { engines } from '../engines.ts'
import { openCounted } from '../openCounted.ts'
import { makeLine, openWorld } from '../orders/openWorld.ts'

/* Counts the statements of the blocks on buyers' pages, and compares them with docs/costs.md. */
const document = readFileSync(new URL('../../../docs/costs.md', import.meta.url), 'utf8')
const find = (name: string) => {
  const [, most] = new RegExp(`^\\| ${name} \\| (\\d+)\\b`, 'm').exec(document) ?? []
  return Number(most ?? Number.NaN)
}
const CUSTOMER = 901
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

describe.runIf(isThere)('the statements of a block on a buyer’s page', () => {
  const sent: string[] = []
  let db: Database
  openCounted({
    report: ({ name }) => void sent.push(name),
    take: (opened) => {
      db = opened
    },
  })

  async function count(run: () => Promise<unknown>): Promise<number> {
    sent.length = 0
    await run()
    return sent.length
  }

  test('default: an order with an unlock, one without, a profile, and signing out cost what the table says', async () => {
    const world = await openWorld({ db, settings: { tagsCustomers: true } })
    const { shop } = world
    const ctx = Object.assign(Object.create(world.ctx) as typeof world.ctx, { limitFactor: 1 })
    const gate = await world.makeGate({
      ...{ name: 'Owls', guard: 'open', limits: { perWallet: 2, perToken: null, total: null } },
      reaction: { ...NO_FLAGS, exclusive: true, price: { kind: 'percentage', hundredths: 1000 } },
    })
    const unlocked = await world.unlock({ gates: [gate] })
    const line = makeLine({ id: 10, proof: unlocked.proofs.l })
    world.shopify.place({ id: 1, customerId: CUSTOMER, lines: [line] })
    world.shopify.place({ id: 2, customerId: CUSTOMER, createdAt: world.now - 700 })
    await world.hear(1, undefined, CUSTOMER)
    const caller = {
      ...{ myshopifyDomain: shop.myshopifyDomain, customerId: `${CUSTOMER}` },
      clientAddress: '203.0.113.9' as ClientAddress,
    }
    const order = (orderId: number) => () =>
      loadOrderOpenings(ctx, { ...caller, orderId, confirmation: `CONFIRM${orderId}` })
    // The first one lets the process know the shop and takes the client's unit.
    await order(1)()
    expect({
      found: await count(order(1)),
      none: await count(order(2)),
      profile: await count(() => loadCustomerOpenings(ctx, caller)),
      leave: await count(() => removeWallets(ctx, caller)),
    }).toEqual({
      found: find('an order that a gate has to do with'),
      none: find('another order'),
      profile: find('the profile of a customer'),
      leave: find('\\*Sign out my wallets\\*'),
    })
  })
})
