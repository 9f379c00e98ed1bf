import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { callbackLoader } from '../../../app/admin/callbacks/callbackLoader.ts'
import { memberAction } from '../../../app/admin/callbacks/memberAction.ts'
import { createBigCommerceApi } from '../../../app/bigcommerce/createBigCommerceApi.ts'
import { createBigCommercePort } from '../../../app/bigcommerce/createBigCommercePort.ts'
import { exchangeCode } from '../../../app/bigcommerce/exchangeCode.ts'
import { readAccess } from '../../../app/bigcommerce/readAccess.ts'
import { verifyCallback } from '../../../app/bigcommerce/verifyCallback.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { formatStoreDomain } from '../../../app/core/gate/platform.ts'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateDraft } from '../../../app/core/gate/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret, hmacSha256 } from '../../../app/crypto/secrets.ts'
import { createTokenSigner } from '../../../app/crypto/signingKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { chooseProfile } from '../../../app/flows/publication/chooseProfile.ts'
import { installStore } from '../../../app/flows/shops/installStore.ts'
import { loadStore } from '../../../app/flows/shops/loadStore.ts'
import { openMember } from '../../../app/flows/shops/openMember.ts'
import { removeMember } from '../../../app/flows/shops/removeMember.ts'
import { uninstallStore } from '../../../app/flows/shops/uninstallStore.ts'
import { storeHookAction } from '../../../app/hooks/storeHookAction.ts'
import { STORE_TOPICS } from '../../../app/hooks/storeTopics.ts'
import { jobBatches, jobTable } from '../../../app/jobs/jobTable.ts'
import { runDueJobs } from '../../../app/jobs/runDueJobs.ts'
import { fake } from '../../fakes/fake.ts'
import type { Knobs } from '../../standin/bigcommerce/knobs.ts'
import { openBigCommerce } from '../../standin/bigcommerce/openBigCommerce.ts'
import { JACKET } from '../../standin/bigcommerce/seedStore.ts'
import type { StandinCart, StandinOrder } from '../../standin/bigcommerce/state.ts'
import { placeOrder } from '../../standin/bigcommerce/storefront/placeOrder.ts'
import { settleEvents } from '../../standin/bigcommerce/webhooks/emitEvent.ts'
import { setKeepAlive } from '../../standin/processes/setKeepAlive.ts'
import { makeStores } from '../makeStores.ts'
import { proveVisit } from '../proveVisit.ts'
import { plainGate, sampleAddress, sampleDraft } from '../samples.ts'

const HELD: EvmAddress = '0x00000000000000000000000000000000000000aa' as EvmAddress
const SECRET = 'the client secret of these tests'
const CLIENT_ID = 'palisadeclient'
const isEqual = (a: string, b: string) => a === b

export type World = Awaited<ReturnType<typeof openStore>>
let stores = 0

/**
 * The app's own callbacks and webhooks on a server, over a real database, and a store of the stand-in that calls them.
 * Only the chains are fake: `balances` says what every wallet holds.
 */
export async function openStore({
  db,
  knobs,
  clock = { now: Math.floor(Date.now() / 1000) },
  chain,
}: {
  db: Database
  knobs?: Partial<Knobs>
  clock?: { now: number }
  /** What wallets hold; default: `balances` of each token. */
  chain?: Pick<FlowContext, 'readBalances' | 'readTokenIds'>
}) {
  stores += 1
  const hash = `store${String(stores).padStart(4, '0')}`
  const storeDomain = formatStoreDomain(hash) ?? ''
  const now = () => clock.now
  const ports = makeStores(db, { now })
  const hookSecretOf = (domain: string) => hmacSha256({ secret: SECRET, message: domain, encoding: 'hex' })
  const warnings: string[] = []
  const balances = { answer: 1n as bigint }
  let origin = ''
  let ctx: FlowContext
  const shopContext = () => ctx
  const answers = openAnswers()
  const server = setKeepAlive(createServer(getRequestListener((request) => answers.send(request))))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const appUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const standin = await openBigCommerce({
    ...{ appOrigin: appUrl, clientId: CLIENT_ID, clientSecret: SECRET, hash, now: () => clock.now * 1000 },
    ...(knobs && { knobs }),
  })
  standin.store.id = 1_000_000 + stores + process.pid * 1000
  origin = standin.origin
  const api = createBigCommerceApi({
    ...{ fetch: globalThis.fetch, apiUrl: origin, storeHash: hash },
    loadToken: async () => (await ports.members.findToken({ myshopifyDomain: storeDomain }))?.token ?? '',
  })
  ctx = fake<FlowContext>({
    ...ports,
    log: { warn: (sentence) => void warnings.push(sentence) },
    issuer: `${appUrl}/api/v1`,
    createRandomHex,
    hashSecret,
    tokens: createTokenSigner({ loadKeys: ports.signingKeys.load, now }),
    keptOrderDays: null,
    now,
    signProof,
    platform: {
      exchangeCode: exchangeCode({
        ...{ fetch: globalThis.fetch, loginUrl: origin, clientId: CLIENT_ID, clientSecret: SECRET },
        redirectUri: `${appUrl}/bigcommerce/auth`,
      }),
      readAccess: readAccess({ fetch: globalThis.fetch, apiUrl: origin }),
    },
    readBalances: async ({ reads }) =>
      reads.map((): Balance => ({ kind: 'read', amount: balances.answer, block: 1n })),
    ...chain,
    shopify: createBigCommercePort({
      ...{ api, storeDomain, appUrl, hookSecret: hookSecretOf(storeDomain), alone: db.alone },
      scriptUrl: `${appUrl}/bigcommerce/storefront.js?store=${hash}`,
      readScopes: async () => (await ports.members.findToken({ myshopifyDomain: storeDomain }))?.scopes ?? [],
    }),
  })
  answers.set({
    auth: callbackLoader({
      run: (query) => {
        const [code = '', context = '', scope = ''] = ['code', 'context', 'scope'].map((name) =>
          query.get(name),
        )
        return installStore(ctx, {
          ...{ code: code ?? '', context: context ?? '', scope: scope ?? '' },
          shopContext,
        })
      },
    }),
    load: callbackLoader({ run: (query) => loadStore(ctx, { callback: verify(query) }) }),
    uninstall: callbackLoader({
      run: async (query) => {
        await uninstallStore(ctx, { callback: verify(query) })
        return null
      },
    }),
    remove_user: callbackLoader({
      run: async (query) => {
        await removeMember(ctx, { callback: verify(query) })
        return null
      },
    }),
    session: memberAction({ run: (asked) => openMember(ctx, asked) }),
    hooks: storeHookAction({
      door: { now, isEqual, composeHookSecret: hookSecretOf, shopContext },
      topics: STORE_TOPICS,
    }),
  })
  function verify(query: URLSearchParams) {
    const token = query.get('signed_payload_jwt')
    const sign = (message: Uint8Array) => hmacSha256({ secret: SECRET, message, encoding: 'base64' })
    return verifyCallback({ token, clientId: CLIENT_ID, now: now(), sign, isEqual })
  }
  onTestFinished(async () => {
    await standin.close()
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  })
  const door = {
    ...{ now, jobs: ports.jobs, shopContext, table: jobTable, batches: jobBatches },
    wait: async () => undefined,
  }
  const loadShop = () => ports.shops.load(storeDomain)
  return {
    ...{ ctx, ports, standin, store: standin.store, storeDomain, appUrl, clock, balances, warnings },
    loadShop,
    /** Install the app as the control panel does; answers where the frame is sent. */
    install: async () => {
      const { composeInstallUrl } = await import('../../standin/bigcommerce/oauth/answerToken.ts')
      return fetch(composeInstallUrl(standin.store), { redirect: 'manual' })
    },
    /** Run all jobs that are due, and those that they queue, once the store's webhooks have arrived. */
    work: async () => {
      for (let turn = 0; turn < 3; turn++) {
        await settleEvents(standin.store)
        await runDueJobs({ door })
      }
    },
    makeGate: async (changes: Partial<GateDraft> = {}): Promise<Gate> => {
      const shop = await loadShop()
      const draft = sampleDraft({
        ...plainGate({ contract: HELD }),
        ...{ guard: 'open', cap: 0, recheck: false, freshSignature: false, showsUses: false },
        subject: { kind: 'products', ids: [JACKET.product] },
        reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
        ...changes,
      })
      const profile = await chooseProfile(ctx, { shop, combination: draft.combination })
      return ports.gates.create({
        ...{ actor: 'system', shopId: shop.id, draft, profile },
        at: now() - 86_400,
      })
    },
    /** Unlock gates with a wallet, as the storefront does after the wallet signed. */
    unlock: (
      gates: readonly Gate[],
      {
        wallet = sampleAddress(),
        customerId = null,
        cart = null,
        visitId = createRandomHex(16),
      }: { wallet?: EvmAddress; customerId?: string | null; cart?: string | null; visitId?: string } = {},
    ) =>
      proveVisit(ctx, {
        ...{ myshopifyDomain: storeDomain, gates, wallet, visitId, customerId, cartToken: cart },
      }),
    /** Pay a cart at the store's checkout; throws if it refuses. */
    buy: ({
      items = [{ product: JACKET.product, variant: JACKET.small }],
      codes = [],
      customerId = 0,
      id,
    }: {
      items?: readonly { product: number; variant: number; quantity?: number }[]
      codes?: readonly string[]
      customerId?: number
      id?: string
    } = {}): StandinOrder => {
      const at = now()
      const cart: StandinCart = {
        ...{ id: id ?? randomUUID(), customerId, email: 'jo@example.com' },
        lines: items.map(({ product, variant, quantity = 1 }, index) => ({
          ...{ id: String(index), productId: product, variantId: variant, quantity },
        })),
        ...{ couponCodes: [...codes], version: 1, createdAt: at, updatedAt: at },
      }
      const placed = placeOrder(standin.store, cart)
      if ('refusal' in placed) throw new Error(placed.refusal)
      return placed
    },
    settlement: async (order: { id: number }) =>
      ports.settlements.load({ shopId: (await loadShop()).id, orderId: order.id }),
    uses: async (gate: Gate) =>
      (await ports.reservations.counts({ shopId: (await loadShop()).id, gates: [gate.number] }))[0],
  }
}

type Answer = (parameters: { request: Request }) => Promise<Response>

/** The app's addresses, which exist only once the stand-in does. */
function openAnswers() {
  let table: Readonly<Record<string, Answer>> = {}
  return {
    set: (answers: Readonly<Record<string, Answer>>) => {
      table = answers
    },
    send: async (request: Request): Promise<Response> => {
      const name = new URL(request.url).pathname.replace('/bigcommerce/', '')
      return (await table[name]?.({ request })) ?? new Response(null, { status: 404 })
    },
  }
}

/** What the codes took off an order, in cents. */
export function sumDiscounts({ coupons }: Pick<StandinOrder, 'coupons'>): number {
  return coupons.reduce((sum, { discount }) => sum + discount, 0)
}
