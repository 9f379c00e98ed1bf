import type { ShopId } from '../core/gate/types.ts'
import { type GuideMemory, SETUP_STEPS } from '../core/setup/types.ts'
import type { GuidesPort } from '../ports/guides.ts'
import type { Database } from './database.ts'
import type { Guide as GuideRow } from './generated/client.ts'

const NOTHING_YET: GuideMemory = { dismissedAt: null, doneSteps: [], selfTest: null }

/** Store the memory of the set-up guide in the table `guide`. */
export function createGuidesPort({ db }: { db: Database }): GuidesPort {
  const write = (shopId: ShopId, fields: Partial<Omit<GuideRow, 'shopId'>>) =>
    db.prisma.guide.upsert({ where: { shopId }, create: { shopId, ...fields }, update: fields })
  return {
    load: async ({ shopId }) => {
      const row = await db.prisma.guide.findUnique({ where: { shopId } })
      return row ? parseGuideRow(row) : NOTHING_YET
    },
    close: async ({ shopId, at, doneSteps }) => {
      await write(shopId, { dismissedAt: BigInt(at), doneSteps: [...doneSteps] })
    },
    saveSelfTest: async ({ shopId, ranAt, failed }) => {
      await write(shopId, { selfTestAt: BigInt(ranAt), selfTestFailed: failed })
    },
  }
}

function parseGuideRow({ dismissedAt, doneSteps, selfTestAt, selfTestFailed }: GuideRow): GuideMemory {
  return {
    dismissedAt: dismissedAt === null ? null : Number(dismissedAt),
    // Another version may know other steps.
    doneSteps: SETUP_STEPS.filter((step) => doneSteps.includes(step)),
    selfTest:
      selfTestAt === null || selfTestFailed === null
        ? null
        : { ranAt: Number(selfTestAt), failed: selfTestFailed },
  }
}
