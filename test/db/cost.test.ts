import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ChainSlug } from '../../app/core/chain/types.ts'
import type { GateDraft, ShopId } from '../../app/core/gate/types.ts'
import { clientLimits } from '../../app/core/limit/limits.ts'
import type { ClientAddress } from '../../app/core/limit/types.ts'
import type { Balance } from '../../app/core/requirement/reads.ts'
import { signProof } from '../../app/crypto/proofs.ts'
import { hashSecret } from '../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../app/crypto/visitKeys.ts'
import type { Stores } from '../../app/db/createStores.ts'
import type { Database } from '../../app/db/database.ts'
import { issueProjectNonce } from '../../app/flows/api/issueProjectNonce.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import { checkQrPage } from '../../app/flows/unlocks/checkQrPage.ts'
import { issueNonce } from '../../app/flows/unlocks/issueNonce.ts'
import { renewGates } from '../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../app/flows/unlocks/unlockGates.ts'
import { fake } from '../fakes/fake.ts'
import { makeVisitKey } from '../visitKey.ts'
import { engines } from './engines.ts'
import { openLogin } from './known/openLogin.ts'
import { makeProject } from './makeProject.ts'
import { makeStores } from './makeStores.ts'
import { openCounted } from './openCounted.ts'
import { plainGate, sampleAddress, sampleDraft, sampleShop } from './samples.ts'

/* Counts the statements that requests send to PostgreSQL, and compares them with docs/costs.md. */
const NOW = 1_790_000_000
const document = readFileSync(new URL('../../docs/costs.md', import.meta.url), 'utf8')
/** First column of a table → the number that begins the second one. */
const table = new Map(
  [...document.matchAll(/^\| ([^|]+) \| (\d+)\b/gm)].map(
    ([, name = '', count]) => [name, Number(count)] as const,
  ),
)
/** A gate without whatever costs more. */
const PLAIN = plainGate()
const find = (name: string) => table.get(name) ?? Number.NaN
const UNLOCK = find('`unlock`, a wallet with a key')
const UNKNOWN = 'a process that does not know the shop, a gate, or the key that signs'
const isThere = engines.some(({ name }) => name === 'PostgreSQL')

describe.runIf(isThere)('the statements of a storefront request', () => {
  const sent: string[] = []
  let db: Database
  let stores: Stores
  openCounted({
    report: ({ name }) => void sent.push(name),
    take: (opened) => {
      db = opened
      stores = makeStores(db)
    },
  })

  /** Let the process know a shop, its gate and its key, as after a first login. */
  async function rememberShop({ id: shopId, myshopifyDomain }: ReturnType<typeof sampleShop>, gate: number) {
    await stores.shops.load(myshopifyDomain)
    await stores.gates.findKnown({ shopId, numbers: [gate], isFresh: true })
    const [{ epoch = '' } = {}] = await stores.proofKeys.listStanding({ shopId })
    await stores.proofKeys.findSigning({ shopId, epoch })
  }

  /** A shop of its own with one gate, and a wallet that holds enough for any. */
  async function open(
    draft: (shopId: ShopId) => Promise<Partial<GateDraft>> = async () => ({}),
    customerId: string | null = null,
    isKnown = true,
  ) {
    const record = sampleShop()
    await stores.shops.save(record)
    const { myshopifyDomain } = record
    const shop = await stores.shops.load(myshopifyDomain)
    const settings = { ...shop.settings, tagsCustomers: customerId !== null }
    await stores.shops.set({ shopId: shop.id, settings })
    const gate = await stores.gates.create({
      actor: 'system',
      shopId: shop.id,
      draft: sampleDraft({ ...PLAIN, ...(await draft(shop.id)) }),
      profile: 0,
      at: NOW - 86_400,
    })
    if (isKnown) await rememberShop(record, gate.number)
    const signer = sampleAddress()
    const key = makeVisitKey()
    const ctx = fake<FlowContext>({
      ...stores,
      now: () => NOW,
      limitFactor: 1,
      createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
      hashSecret,
      signProof,
      toChecksumAddress: (address) => address,
      recoverEvmAddress: () => signer,
      hashVisitKey,
      verifyRequestSignature,
      canReadChain: () => true,
      readBalances: async ({ reads }) => reads.map((): Balance => ({ kind: 'read', amount: 5n, block: 1n })),
      readTokenIds: async () => null,
      listVaultSuggestions: async () => [],
    })
    const client = { myshopifyDomain, clientAddress: '192.0.2.1' as ClientAddress }
    const nonce = () =>
      issueNonce(ctx, {
        ...client,
        requestedDomain: null,
        chain: 'ethereum' as ChainSlug,
        walletAddress: signer,
        key: key.key,
      })
    const wanted = {
      ...client,
      gates: [gate.number],
      lines: [{ productId: 8101, variantId: 9101 }],
      cartToken: 'cart-1',
      customerId,
      vaults: [],
    }
    const unlock = ({ value }: { value: string }, session: string | null = null) =>
      unlockGates(ctx, {
        ...wanted,
        nonce: value,
        walletAddress: signer,
        signature: '0xgood',
        session,
        signed: key.sign('/unlock', {}, NOW),
        signedMessage: null,
      })
    const renew = (session: string) =>
      renewGates(ctx, { ...wanted, session, signed: key.sign('/renew', {}, NOW) })
    const qr = () => checkQrPage(ctx, { ...client, page: `https://${shop.primaryDomain}/products/a` })
    return { nonce, unlock, renew, qr }
  }

  async function makeList(shopId: ShopId, name: string): Promise<string> {
    const id = randomUUID()
    await stores.lists.create({ id, shopId, name, at: NOW })
    return id
  }

  async function count<T>(run: () => Promise<T>): Promise<{ result: T; names: readonly string[] }> {
    sent.length = 0
    const result = await run()
    // Every hundredth request also deletes what has ended.
    return { result, names: sent.filter((name) => !name.startsWith('sweep_')) }
  }

  test('default: a nonce, an unlock, a renewal, and another wallet in the same visit', async () => {
    const { nonce, unlock, renew } = await open()
    const asked = await count(nonce)
    expect(asked.names).toEqual(['issue_nonce'])
    expect(asked.names).toHaveLength(find('`nonce`'))
    const opened = await count(() => unlock(asked.result))
    expect(opened.result.gates).toMatchObject([{ kind: 'open' }])
    expect(opened.names).toEqual(['consume_nonce', 'open_grants'])
    expect(opened.names).toHaveLength(UNLOCK)
    const { session } = opened.result
    const renewed = await count(() => renew(session))
    expect(renewed.result.gates).toMatchObject([{ kind: 'open' }])
    expect(renewed.names).toHaveLength(find('`renew` in the same two-hour period'))
    const next = await nonce()
    const added = await count(() => unlock(next, session))
    expect(added.names).toHaveLength(UNLOCK + find('a wallet added to a living visit'))
  })

  test('behavior: a whole login costs three round trips, and four if two processes share it', async () => {
    const { nonce, unlock, shopper, staff } = await openLogin({ db })
    for (const process of [shopper, staff]) await unlock(await nonce(process), process)
    const own = await count(async () => unlock(await nonce()))
    expect(own.names).toEqual(['issue_nonce', 'consume_nonce', 'open_grants'])
    const shared = await count(async () => unlock(await nonce(), staff))
    expect(shared.names).toEqual(['issue_nonce', 'find_nonce', 'consume_nonce', 'open_grants'])
  })

  test('behavior: a process that does not know the shop yet', async () => {
    const { nonce, unlock } = await open(undefined, null, false)
    const first = await count(nonce)
    const { names } = await count(() => unlock(first.result))
    const unknown = ['load_shop', 'find_gates', 'list_proof_keys']
    const all = [...first.names, ...names]
    expect(all.filter((name) => unknown.includes(name))).toEqual(unknown)
    expect(all).toHaveLength(find('`nonce`') + UNLOCK + find(UNKNOWN) * unknown.length)
  })

  test('default: a QR code', async () => {
    const { qr } = await open()
    const drawn = await count(qr)
    expect(drawn.names).toEqual(['load_shop', 'lease_units'])
    expect(drawn.names).toHaveLength(find('`qr`, for a browser without a wallet'))
  })

  test.each<[string, (shopId: ShopId) => Promise<Partial<GateDraft>>]>([
    [
      'a gate with lists',
      async (shopId) => {
        const ids = await Promise.all(['one', 'two'].map((name) => makeList(shopId, name)))
        const of = ids.map((listId) => ({ kind: 'denylist', chain: null, listId, listName: 'L' }) as const)
        return {
          requirement: { v: 1, root: { kind: 'all', of }, heldForBlocks: 0, heldForHours: 0, snapshots: [] },
        }
      },
    ],
    [
      'a gate about a collection',
      async (shopId) => {
        await stores.collections.setProduct({
          shopId,
          productId: 8101,
          collectionIds: [71, 72],
          variants: [],
        })
        return { subject: { kind: 'collections', ids: [71, 72] } }
      },
    ],
    ['a gate with a limit', async () => ({ limits: { perWallet: 2, perToken: null, total: 9 } })],
  ])('behavior: %s', async (name, draft) => {
    const { nonce, unlock } = await open(draft)
    const asked = await nonce()
    const { names, result } = await count(() => unlock(asked))
    expect(result.gates).toMatchObject([{ kind: 'open' }])
    expect(names).toHaveLength(UNLOCK + find(name))
  })

  test('behavior: a signed-in customer, in a shop that tags customers', async () => {
    const { nonce, unlock, renew } = await open(undefined, '77')
    const { session } = await unlock(await nonce())
    const more = find('a signed-in customer, in a shop that tags customers')
    const asked = await nonce()
    expect((await count(() => unlock(asked))).names).toHaveLength(UNLOCK + more)
    const renewed = await count(() => renew(session))
    expect(renewed.names).toHaveLength(find('`renew` in the same two-hour period') + more)
  })

  test('behavior: a gate that is used up', async () => {
    const { nonce, unlock } = await open(async () => ({
      limits: { perWallet: 1, perToken: null, total: null },
    }))
    await unlock(await nonce())
    const asked = await nonce()
    const { names, result } = await count(() => unlock(asked))
    expect(result.gates).toMatchObject([{ kind: 'closed', because: 'used-up' }])
    const asks = names.filter((one) => one === 'find_standing_uses')
    expect(asks).toHaveLength(find('a gate that is used up, to say why'))
  })

  test('behavior: a client over its limit (ERR_RATE_LIMITED)', async () => {
    const { nonce } = await open()
    for (let i = 0; i < clientLimits.nonce.most; i++) await nonce()
    const refused = await count(() => nonce().catch((error: unknown) => error))
    expect(refused.result).toMatchObject({ code: 'ERR_RATE_LIMITED' })
    expect(refused.names).toHaveLength(find("a request over a client's limit"))
  })

  test('default: a nonce of the API', async () => {
    const { project } = await makeProject(stores)
    const ctx = fake<FlowContext>({
      ...stores,
      now: () => NOW,
      createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
    })
    const asked = await count(() =>
      issueProjectNonce(ctx, {
        project,
        chain: 'ethereum',
        walletAddress: sampleAddress(),
        site: null,
        keyKind: 'publishable',
      }),
    )
    expect(asked.names).toHaveLength(find('`auth/nonce`'))
  })
})
