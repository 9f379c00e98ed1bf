import { randomUUID } from 'node:crypto'
import { toStep } from '../../../app/core/counter/steps.ts'
import type { Till } from '../../../app/core/counter/types.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import { hashSecret } from '../../../app/crypto/secrets.ts'
import { hashVisitKey, verifyRequestSignature } from '../../../app/crypto/visitKeys.ts'
import type { Database } from '../../../app/db/database.ts'
import { authenticateTill } from '../../../app/flows/counter/authenticateTill.ts'
import { chargeCounterCheck } from '../../../app/flows/counter/chargeCounterCheck.ts'
import { checkCounterCode } from '../../../app/flows/counter/checkCounterCode.ts'
import { createTill } from '../../../app/flows/counter/createTill.ts'
import { issueCounterKey } from '../../../app/flows/counter/issueCounterKey.ts'
import { listCounter } from '../../../app/flows/counter/listCounter.ts'
import { undoCounterCharge } from '../../../app/flows/counter/undoCounterCharge.ts'
import { makeCounterCode } from '../../counterPhone.ts'
import { override } from '../../fakes/fake.ts'
import { makeVisitKey } from '../../visitKey.ts'
import { sampleAddress } from '../samples.ts'
import { openWorld, type World } from './openWorld.ts'

export const ONCE = { perWallet: 1, perToken: null, total: null }
export const ANNA = 'staff:7001'

/** A shop with tills and shoppers' phones, over a real database. */
export async function openShop(db: Database) {
  const world = await openWorld({ db })
  const ctx = override(world.ctx, {
    createRandomHex,
    hashSecret,
    hashPersonal: (text) => hashSecret(`secret ${text}`),
    hashVisitKey,
    verifyRequestSignature,
    limitFactor: 1,
    readTokenIds: async () => ({ tokenIds: ['7'], isWhole: true }) as never,
  })
  const { myshopifyDomain } = world.shop
  const openTill = async (name = 'Front desk', hours = 12): Promise<Till> => {
    await createTill(ctx, { myshopifyDomain, actor: ANNA, name, hours, draftId: randomUUID() })
    const { tills } = await listCounter(ctx, { myshopifyDomain })
    const { token = '' } = tills.find(({ till }) => till.name === name) ?? {}
    return (await authenticateTill(ctx, { token, clientAddress: null })).till
  }
  /** A visit that a shopper's browser has, and what its page asks for. */
  const signIn = async (wallet = sampleAddress()) => {
    const key = makeVisitKey()
    const session = createRandomHex(32)
    const visitId = createRandomHex(16)
    await world.ctx.visits.create({
      ...{ id: visitId, tokenHash: hashSecret(session), shopId: world.shop.id, vaults: [] },
      wallets: [{ chain: 'ethereum' as never, address: wallet, kind: 'key' }],
      ...{ keyThumbprint: hashVisitKey(key.key), now: world.now, expiresAt: world.now + 7200 },
    })
    const ask = (isLeaving = false) =>
      issueCounterKey(ctx, {
        ...{ myshopifyDomain, clientAddress: null, session, isLeaving },
        signed: key.sign('/counter', { session }, world.now),
      })
    const issued = await ask()
    if (!issued) throw new Error('The visit has no key.')
    return { visitId, wallet, issued, ask, show: () => makeCounterCode(issued, toStep(world.now)) }
  }
  return { world, ctx, openTill, signIn, ...tills({ world, ctx }) }
}

function tills({ world, ctx }: { world: World; ctx: World['ctx'] }) {
  const { shop } = world
  const check = (till: Till, shown: string) => checkCounterCode(ctx, { till, code: shown })
  const charge = (till: Till, checkId: string, gate: Gate, orderName: string | null = null) =>
    chargeCounterCheck(ctx, { till, checkId, gate: gate.number, units: 1, orderName, shop })
  return {
    check,
    charge,
    sell: async (till: Till, shown: string, gate: Gate, orderName: string | null = null) =>
      charge(till, (await check(till, shown)).checkId, gate, orderName),
    undo: (till: Till, checkId: string) => undoCounterCharge(ctx, { till, checkId }),
  }
}
