import { expect, test } from 'vitest'
import type { Database } from '../../../app/db/database.ts'
import { findMigrations, type Migration } from '../../../app/db/migrations/findMigrations.ts'
import { openAttachedPGlite } from '../../../app/db/openAttachedPGlite.ts'
import { openPostgres } from '../../../app/db/openPostgres.ts'
import { openPGliteInMemory } from '../../standin/postgres/openPGliteInMemory.ts'
import { startPostgres } from '../../standin/postgres/startPostgres.ts'
import { makeStores } from '../makeStores.ts'
import { sampleProjectDraft } from '../samples.ts'

const NAME = /_api_projects$/
const all = findMigrations()
const before = all.slice(
  0,
  all.findIndex(({ name }) => NAME.test(name)),
)

type Reopenable = {
  readonly open: (migrations: readonly Migration[]) => Promise<Database>
  readonly end: () => Promise<void>
}
async function onPGlite(): Promise<Reopenable> {
  const pglite = await openPGliteInMemory()
  return {
    open: (migrations) => openAttachedPGlite({ pglite, migrations, end: async () => {} }),
    end: () => pglite.close(),
  }
}
async function onPostgres(): Promise<Reopenable> {
  const server = await startPostgres()
  return { open: (migrations) => openPostgres({ url: server.url, migrations }), end: server.close }
}

test.each(
  [
    { name: 'PGlite', start: onPGlite },
    { name: 'PostgreSQL', start: onPostgres },
  ].filter(({ name }) => (process.env.TEST_ENGINES ?? name).split(',').includes(name)),
)(
  'behavior: a shop of the previous version keeps its domains, and its project gets an identity, on $name',
  async ({ start }) => {
    const engine = await start()
    try {
      expect(before.length).toBeGreaterThan(0)
      const old = await engine.open(before)
      for (const [id, at] of [
        [70_001, 1_790_000_001],
        [70_002, 1_790_000_002],
      ]) {
        await old.hot.query(
          'shop',
          `INSERT INTO shop (id, myshopify_domain, primary_domain, iana_timezone, currency_code, proof_root, saved_at)
            VALUES ($1, $2, $3, 'Europe/Berlin', 'EUR', 'sealed', $4)`,
          [id ?? 0, `shop-${id}.myshopify.com`, `shop-${id}.example`, at ?? 0],
        )
        await old.hot.query('project', 'INSERT INTO project (shop_id, allowed_domains) VALUES ($1, $2)', [
          id ?? 0,
          [`shop-${id}.example`, `shop-${id}.myshopify.com`],
        ])
      }
      await old.close()

      const db = await engine.open(all)
      expect(db.applied.some((name) => NAME.test(name))).toBe(true)
      const stores = makeStores(db)
      const ids = new Set<string>()
      for (const id of [70_001, 70_002]) {
        const domains = [`shop-${id}.example`, `shop-${id}.myshopify.com`]
        const shop = await stores.shops.load(`shop-${id}.myshopify.com`)
        expect(shop).toMatchObject({ id: BigInt(id), allowedDomains: domains })
        const [project, ...others] = (await stores.projects.listReadable({ owner: shop.id })).projects
        if (!project) throw new Error('The project is gone.')
        expect(others).toEqual([])
        expect(project).toEqual({
          id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
          shopId: BigInt(id),
          name: shop.myshopifyDomain,
          allowedDomains: domains,
          redirectUris: [],
          format: 'siwe',
          statement: null,
          requirement: null,
          isStorefront: false,
          mayChangeGates: false,
          createdAt: 1_790_000_000 + (id - 70_000),
          updatedAt: 1_790_000_000 + (id - 70_000),
        })
        ids.add(project.id)
        const { primaryDomain, ianaTimezone, currencyCode, myshopifyDomain, refused } = shop
        const facts = { id: shop.id, primaryDomain, ianaTimezone, currencyCode, myshopifyDomain, refused }
        await stores.shops.save({ ...facts, domains: ['new.example'], savedAt: 1_790_000_500 })
        expect((await stores.projects.listReadable({ owner: shop.id })).projects).toEqual([project])
        const draft = sampleProjectDraft()
        const change = { owner: shop.id, projectId: project.id, draft, at: 1_790_000_600 }
        const expectedUpdatedAt = project.updatedAt
        expect(await stores.projects.update({ ...change, expectedUpdatedAt })).toMatchObject(draft)
      }
      expect(ids.size).toBe(2)
      await db.close()
    } finally {
      await engine.end()
    }
  },
)
