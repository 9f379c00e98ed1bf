import { randomBytes } from 'node:crypto'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { planCustomer } from '../../../app/core/customer/planCustomer.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import { writeEvents } from '../../../app/db/numbers/writeEvents.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { renewGates } from '../../../app/flows/unlocks/renewGates.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { composeUnlockEvents } from '../../../app/proxy/composeUnlockEvents.ts'
import { fake } from '../../fakes/fake.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { makeLine, openWorld } from '../orders/openWorld.ts'
import type { sampleShop } from '../samples.ts'

export type Sales = Awaited<ReturnType<typeof openSales>>

const PRODUCT = { productId: 8101, variantId: 9101 }

/**
 * A shop over a real database that sells by its own flows: a nonce, an unlock with its answer in the log, a renewal, and an
 * order that its job settles. The chain says yes, and Shopify keeps orders alone.
 */
export async function openSales({ db, record }: { db: Database; record: ReturnType<typeof sampleShop> }) {
  const world = await openWorld({ db, record, settings: { tagsCustomers: true } })
  const { shop, ports } = world
  // A shop that was installed just now has no older key.
  world.now = Math.max(world.now, record.savedAt + 60)
  let wallet = '0x' as EvmAddress
  const now = () => world.now
  const ctx = fake<FlowContext>({
    ...{ ...ports, now, limitFactor: 1_000, hashSecret, signProof },
    ...{ hashVisitKey, verifyRequestSignature },
    log: { warn: (sentence: string) => Promise.reject(new Error(sentence)) },
    createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
    toChecksumAddress: (address) => address,
    recoverEvmAddress: () => wallet,
    canReadChain: () => true,
    readBalances: async ({ reads }) => reads.map((): Balance => ({ kind: 'read', amount: 5n, block: 1n })),
    readTokenIds: async () => null,
    listVaultSuggestions: async () => [],
  })
  const client = { myshopifyDomain: shop.myshopifyDomain, clientAddress: '192.0.2.1' as ClientAddress }

  /** Sign in with a new wallet and open a gate. Returns the proof of the cart, and the means to renew. */
  const unlock = async (gate: Pick<Gate, 'number'>, customerId: string | null = null) => {
    wallet = `0x${randomBytes(20).toString('hex')}` as EvmAddress
    const key = makeVisitKey()
    const cartToken = `${randomBytes(16).toString('hex')}?key=k`
    const login = { requestedDomain: null, chain: 'ethereum' as ChainSlug, walletAddress: wallet }
    const { value } = await issueNonce(ctx, { ...client, ...login, key: key.key })
    const wanted = {
      ...{ ...client, gates: [gate.number], lines: [PRODUCT] },
      ...{ cartToken, customerId, vaults: [] },
    }
    const signed = key.sign('/unlock', {}, now())
    const proof = { nonce: value, walletAddress: wallet, signature: '0xgood', signedMessage: null }
    const answer = await unlockGates(ctx, { ...wanted, ...proof, session: null, signed })
    if (answer.gates[0]?.kind !== 'open') throw new Error(`Closed: ${JSON.stringify(answer.gates)}`)
    // This Shopify has no customers to tag.
    await db.prisma.job.deleteMany({ where: { shopId: shop.id, kind: 'customers' } })
    await writeEvents({ db, hashPersonal: hashSecret, events: composeUnlockEvents(answer) })
    const renew = () =>
      renewGates(ctx, { ...wanted, session: answer.session, signed: key.sign('/renew', {}, now()) })
    return { proof: answer.proof, lineProof: answer.lineProofs[0]?.proof ?? null, cartToken, renew }
  }

  type Bought = {
    id: number
    proof: string | null
    lineProof: string | null
    cartToken: string
    customerId?: number
  }
  /** Place an order with its proofs at Shopify. */
  const place = async ({ id, proof, lineProof }: Bought) => {
    world.shopify.place({ id, proof, lines: [makeLine({ proof: lineProof })], createdAt: world.now })
  }

  /** Place an order, and hear of it. */
  const settle = async (bought: Bought) => {
    const { id, cartToken, customerId = null } = bought
    await place(bought)
    await world.hear(id, cartToken, customerId)
    const outcome = await world.outcome(id)
    if (outcome !== 'committed') throw new Error(`Order ${id} is ${outcome}.`)
  }

  /** Give the gate's customers its tag, as the job about customers does at a Shopify where nobody has tags. */
  const tag = async (gate: Pick<Gate, 'number'>) => {
    const { customers } = ports
    const [shopId, wanted] = [shop.id, new Map([[gate.number, `Gate ${gate.number}`]])]
    await customers.plan({ shopId, wanted })
    const asked = { shopId, gates: [gate.number], at: now(), limit: 50 }
    for (const customer of await customers.listPending(asked)) {
      const plan = planCustomer({ ...customer, wanted, found: { tags: [], metafield: null } })
      await customers.setOwn({ shopId, customerId: customer.customerId, plan })
      await customers.finish({ shopId, customer, plan })
    }
  }

  /** A gate that counts uses of a wallet and in total. */
  const makeGate = (total: number) =>
    world.makeGate({ limits: { perWallet: 2, perToken: null, total }, guard: 'open', name: 'Gate 1' })
  return { world, ctx, makeGate, unlock, place, settle, tag }
}
