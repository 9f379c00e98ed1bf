import type { StaffPort } from '../ports/staff.ts'
import { canDecrypt } from './canDecrypt.ts'
import type { Database } from './database.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'

/** Store the names of staff in the table `staff_member`, encrypted. */
export function createStaffPort({
  db,
  encryptSecret,
  decryptSecret,
}: {
  db: Database
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
}): StaffPort {
  const members = db.prisma.staffMember
  return {
    listNames: async ({ shopId, userIds }) => {
      const rows = await members.findMany({ where: { shopId, userId: { in: [...userIds] } } })
      // A name from under an earlier PALISADE_SECRET counts as unknown: it is read from Shopify again.
      const known = rows.flatMap(({ userId, name: sealed }) => {
        const stored = { sealed, purpose: formatPurpose(shopId, userId) }
        if (!canDecrypt({ ...stored, decryptSecret })) return []
        return [[userId, new TextDecoder().decode(decryptSecret(stored))] as const]
      })
      return new Map(known)
    },
    hasName: async ({ shopId, userId, since }) =>
      (await members.count({ where: { shopId, userId, readAt: { gte: BigInt(since) } } })) > 0,
    setName: async ({ shopId, userId, name, at }) => {
      const plain = new TextEncoder().encode(name)
      const row = {
        name: encryptSecret({ plain, purpose: formatPurpose(shopId, userId) }),
        readAt: BigInt(at),
      }
      const where = { shopId_userId: { shopId, userId } }
      await members.upsert({ where, create: { shopId, userId, ...row }, update: row })
    },
  }
}

function formatPurpose(shopId: bigint, userId: string): string {
  return `staff ${shopId} ${userId}`
}
