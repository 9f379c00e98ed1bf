import { randomBytes } from 'node:crypto'
import type { GateDraft } from '../../../app/core/gate/types.ts'
import type { ClientAddress } from '../../../app/core/limit/types.ts'
import type { Balance } from '../../../app/core/requirement/reads.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { issueNonce } from '../../../app/flows/unlocks/issueNonce.ts'
import { unlockGates } from '../../../app/flows/unlocks/unlockGates.ts'
import { fake } from '../../fakes/fake.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { makeStores } from '../makeStores.ts'
import { plainGate, sampleAddress, sampleDraft, sampleShop } from '../samples.ts'

export const NOW = 1_790_000_000
/** What every wallet holds. */
const HELD = 5n

/**
 * A shop with one gate, a process that serves its shoppers, and another one on the same database in which staff work.
 * `whileReading` runs while the chain is read for an unlock.
 */
export async function openLogin({ db, minimum }: { db: Database; minimum?: bigint }) {
  const [shopper, staff] = [makeStores(db), makeStores(db)]
  const record = sampleShop()
  await staff.shops.save(record)
  const { id: shopId, myshopifyDomain } = record
  const draft = sampleDraft(plainGate(minimum === undefined ? {} : { minimum }))
  const { number } = await staff.gates.create({ actor: 'system', shopId, draft, profile: 0, at: NOW - 9 })
  const hooks = { whileReading: async () => {}, reads: 0 }
  const [signer, key] = [sampleAddress(), makeVisitKey()]
  const makeContext = (stores: typeof shopper) =>
    fake<FlowContext>({
      ...stores,
      ...{ now: () => NOW, limitFactor: 1, hashSecret, signProof, hashVisitKey, verifyRequestSignature },
      createRandomHex: (bytes) => randomBytes(bytes).toString('hex'),
      toChecksumAddress: (address) => address,
      recoverEvmAddress: () => signer,
      canReadChain: () => true,
      readBalances: async ({ reads }) => {
        hooks.reads += 1
        await hooks.whileReading()
        return reads.map((): Balance => ({ kind: 'read', amount: HELD, block: 1n }))
      },
      readTokenIds: async () => null,
      listVaultSuggestions: async () => [],
    })
  const client = { myshopifyDomain, clientAddress: '192.0.2.1' as ClientAddress }
  const asked = { ...client, requestedDomain: null, key: key.key }
  const nonce = async (stores = shopper) => (await issueNonce(makeContext(stores), asked)).value
  const unlock = (value: string, stores = shopper) =>
    unlockGates(makeContext(stores), {
      ...{ ...client, nonce: value, gates: [number], lines: [{ productId: 8101, variantId: 9101 }] },
      ...{ walletAddress: signer, chain: 'ethereum', signature: '0xgood', signedMessage: null },
      ...{ cartToken: 'cart-1', customerId: null, vaults: [], session: null },
      signed: key.sign('/unlock', {}, NOW),
    })
  /** Change the gate as staff do, in the other process. */
  const change = async (changes: Partial<GateDraft>) => {
    const gate = await staff.gates.load({ shopId, number })
    return staff.gates.update({
      ...{ shopId, number, profile: gate.profile, actor: 'system', at: NOW },
      draft: { ...draft, ...changes },
      revision: gate.revision + 1,
      ...{ expectedRevision: gate.revision, expectedUpdatedAt: gate.updatedAt },
    })
  }
  const uninstall = () => staff.shops.uninstall({ shopId, at: NOW * 2, pendingReason: 'gone' })
  const countRows = async () => ({
    grants: await db.prisma.grant.count({ where: { shopId } }),
    nonces: await db.prisma.nonce.count({ where: { shopId } }),
    visits: await db.prisma.visit.count({ where: { shopId } }),
  })
  return { shopper, staff, record, shopId, number, draft, hooks, nonce, unlock, change, uninstall, countRows }
}
