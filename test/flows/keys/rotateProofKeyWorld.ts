import { deriveProofKey, signProof } from '../../../app/crypto/proofs.ts'
import type { Database } from '../../../app/db/database.ts'
import { createJobsPort } from '../../../app/db/jobs.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { jobTable } from '../../../app/jobs/jobTable.ts'
import type { JobDoor } from '../../../app/jobs/types.ts'
import { makeStores } from '../../db/makeStores.ts'
import { sampleShop } from '../../db/samples.ts'
import { NOW } from '../../fakes/clock.ts'
import { fake } from '../../fakes/fake.ts'
import { createFakeShopify } from '../../fakes/fakeShopify.ts'

/** A shop over a real database, and a fake Shopify with its discounts and its validation. Tests set the clock. */
export async function openRotationWorld({
  db,
  createRandomHex,
}: {
  db: Database
  createRandomHex: (bytes: number) => string
}) {
  let now = NOW
  const stores = makeStores(db, { now: () => now, createRandomHex, deriveProofKey })
  const jobs = createJobsPort({ db })
  const record = { ...sampleShop(), savedAt: now - 86_400 }
  await stores.shops.save(record)
  const { myshopifyDomain } = record
  const { id: shopId } = await stores.shops.load(myshopifyDomain)
  const shopify = createFakeShopify()
  const ctx = fake<FlowContext>({
    ...stores,
    jobs,
    now: () => now,
    // A rotation warns if Shopify refuses the new key.
    log: { warn: () => {} },
    createRandomHex,
    signProof,
    shopify: shopify.port,
  })
  const doorOf = (context: FlowContext): JobDoor => ({
    now: () => now,
    jobs: context.jobs,
    // In the model, each actor does one thing at a time.
    atOnce: 1,
    // No timer renews the locks: only steps of an actor touch the world.
    lockSeconds: 900,
    shopContext: () => context,
    table: { rotate: jobTable.rotate } as JobDoor['table'],
  })
  /** The epochs in an owner's config at Shopify; null if the owner is deleted or has no config. */
  const epochsOf = (ownerId: string): string[] | null => {
    const value = shopify.goneOwners.has(ownerId)
      ? undefined
      : shopify.metafields.get(`${ownerId} proof_config`)
    return value === undefined ? null : (JSON.parse(value) as { k: [string, string][] }).k.map(([e]) => e)
  }
  const listKeys = () => db.prisma.proofKey.findMany({ where: { shopId }, orderBy: { position: 'desc' } })
  return {
    ctx,
    doorOf,
    shopify,
    record,
    myshopifyDomain,
    shopId,
    epochsOf,
    listKeys,
    now: () => now,
    setNow: (at: number) => {
      now = at
    },
    /** The epochs of each owner that is in the database and still at Shopify. */
    knownOwners: async (): Promise<string[][]> => {
      const { validationId } = await stores.shops.load(myshopifyDomain)
      const profiles = await stores.profiles.list({ shopId })
      const ids = [...profiles.map(({ discountId }) => discountId), validationId]
      return ids.flatMap((id) => {
        const epochs = id === null ? null : epochsOf(id)
        return epochs === null ? [] : [epochs]
      })
    },
    /** The epochs of every config at Shopify, also of owners that are not in the database. */
    allConfigs: (): string[][] =>
      [...shopify.metafields.keys()]
        .filter((name) => name.endsWith(' proof_config'))
        .flatMap((name) => {
          const epochs = epochsOf(name.split(' ')[0] ?? '')
          return epochs === null ? [] : [epochs]
        }),
    findJob: () =>
      db.prisma.job.findUnique({ where: { shopId_kind_key: { shopId, kind: 'rotate', key: 'shop' } } }),
  }
}
export type RotationWorld = Awaited<ReturnType<typeof openRotationWorld>>
