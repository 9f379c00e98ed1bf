import { describe, expect, test } from 'vitest'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { runOnce } from '../../../app/flows/workflows/runOnce.ts'
import { fake } from '../../fakes/fake.ts'
import { makeStores } from '../makeStores.ts'
import { openFirstEngine } from '../openFirstEngine.ts'
import { sampleShop } from '../samples.ts'

let db: Database
openFirstEngine((opened) => {
  db = opened
})

const LINK = 'https://shop.example/apps/palisade/pass/1#secret-of-a-pass'

describe('runs of actions of a workflow', () => {
  test('behavior: a pass’s link is not readable in the database, and Flow gets it again for three days', async () => {
    const clock = { now: 1_796_000_000 }
    const stores = makeStores(db, { now: () => clock.now })
    const shop = sampleShop()
    await stores.shops.save(shop)
    const ctx = fake<FlowContext>({ ...stores, hashSecret, now: () => clock.now })
    let runs = 0
    const ask = () =>
      runOnce(ctx, { myshopifyDomain: shop.myshopifyDomain, runId: 'run 1' }, async () => {
        runs += 1
        return { link: LINK }
      })
    expect(await ask()).toEqual({ link: LINK })
    const rows = await db.hot.query(
      'runs',
      'SELECT answer::text AS answer FROM flow_run WHERE shop_id = $1::bigint',
      [shop.id],
    )
    expect(rows).toHaveLength(1)
    expect(String(rows[0]?.answer)).toMatch(/^"s1\./)
    for (const hours of [1, 36, 71]) {
      clock.now = 1_796_000_000 + hours * 3600
      await stores.flowRuns.sweep({ at: clock.now })
      expect(await ask()).toEqual({ link: LINK })
    }
    expect(runs).toBe(1)
    clock.now = 1_796_000_000 + 72 * 3600
    await stores.flowRuns.sweep({ at: clock.now })
    expect(await db.prisma.flowRun.count({ where: { shopId: shop.id } })).toBe(0)
    // A late repeat is a new run. `issuePass` finds the pass of the same run.
    expect(await ask()).toEqual({ link: LINK })
    expect(runs).toBe(2)
  })

  test('refuses: an answer that another secret encrypted, and runs nothing again (ERR_ENVIRONMENT)', async () => {
    const stores = makeStores(db, { now: () => 1_796_000_000 })
    const shop = sampleShop()
    await stores.shops.save(shop)
    const ctx = fake<FlowContext>({ ...stores, hashSecret, now: () => 1_796_000_000 })
    const asked = { myshopifyDomain: shop.myshopifyDomain, runId: 'run 2' }
    await runOnce(ctx, asked, async () => ({ link: LINK }))
    await db.prisma
      .$executeRaw`UPDATE flow_run SET answer = '"s1.AAAA.AAAA.AAAA"'::jsonb WHERE shop_id = ${shop.id}`
    await expect(
      runOnce(ctx, asked, async () => {
        throw new Error('It ran again.')
      }),
    ).rejects.toMatchObject({ code: 'ERR_ENVIRONMENT' })
  })
})
