import { Session } from '@shopify/shopify-api'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'
import type { ProjectId } from '../../../app/core/project/types.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import type { Database } from '../../../app/db/database.ts'
import { makeStores } from '../makeStores.ts'
import { openWorld } from '../orders/openWorld.ts'
import { NONE_REFUSED, sampleApiKey, sampleProjectDraft } from '../samples.ts'

/** The shop of a filled database. */
export const RELEASE_SHOP = {
  id: 70_099_000_001n as ShopId,
  myshopifyDomain: 'release.myshopify.com',
  primaryDomain: 'release.example',
  ianaTimezone: 'Europe/Berlin',
  currencyCode: 'EUR',
  domains: ['release.example', 'release.myshopify.com'],
  savedAt: 1_790_000_000,
  refused: NONE_REFUSED,
}
export const RELEASE_PROJECT = 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c22' as ProjectId
export const RELEASE_SESSION = 'offline_release.myshopify.com'
const SECRET_KEY = 'sk_release'

/** What a filled database must answer after an upgrade or a restore. */
export type ReleaseFacts = {
  /** A gate with one use a wallet; an order has used it up for `wallet`. */
  readonly gate: number
  readonly wallet: EvmAddress
  /** The proof of an unlock whose order has not come yet, and its gate, which has no limit. */
  readonly openGate: number
  readonly openProof: string
  readonly openVisit: string
  readonly keyHash: string
  readonly accessToken: string
}

/** Fill an empty database with a shop: gates, a use, an open proof, a project with a key, a session, a signing key. */
export async function writeRelease(db: Database): Promise<ReleaseFacts> {
  const world = await openWorld({ db, record: RELEASE_SHOP })
  const stores = makeStores(db, { now: () => world.now })
  const limits = { perWallet: 1, perToken: null, total: 5 }
  const gate = await world.makeGate({ name: 'Once', limits })
  const openGate = await world.makeGate({ name: 'Open', subject: { kind: 'products', ids: [8102] } })
  const wallet = `0x${'1f'.repeat(20)}` as EvmAddress
  const used = await world.unlock({ gates: [gate], wallet })
  world.shopify.place({ id: 1, proof: used.proofs.c })
  await world.hear(1)
  const open = await world.unlock({ gates: [openGate], wallet })
  const key = sampleApiKey({
    projectId: RELEASE_PROJECT,
    kind: 'secret',
    shown: 'rel0',
    createdAt: 1_790_000_100,
  })
  const owner = RELEASE_SHOP.id
  await stores.projects.create({
    id: RELEASE_PROJECT,
    shopId: owner,
    draft: sampleProjectDraft({ name: 'Release' }),
    at: 1_790_000_100,
  })
  await stores.apiKeys.create({ owner, key, hash: hashSecret(SECRET_KEY) })
  const session = new Session({
    id: RELEASE_SESSION,
    shop: RELEASE_SHOP.myshopifyDomain,
    state: '',
    isOnline: false,
    scope: 'read_products',
    accessToken: 'shpat_release',
  })
  await stores.sessionStorage.storeSession(session)
  await stores.signingKeys.rotate({ at: 1_790_000_000, endsAt: 1_790_003_600 })
  return {
    gate: gate.number,
    wallet,
    openGate: openGate.number,
    openProof: open.proofs.c,
    openVisit: open.visitId,
    keyHash: hashSecret(SECRET_KEY),
    accessToken: 'shpat_release',
  }
}
