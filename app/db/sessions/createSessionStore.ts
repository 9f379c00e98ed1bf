import type { SessionStorage } from '@shopify/shopify-app-session-storage'
import type { Database } from '../database.ts'
import type { OpenSecret, SealSecret } from '../secrets.ts'
import { openSession } from './openSession.ts'
import { sealSession } from './sealSession.ts'

export type CreateSessionStoreParameters = {
  readonly db: Database
  readonly sealSecret: SealSecret
  readonly openSecret: OpenSecret
}

/** A shop has one offline session and one per signed-in person; more are not of use to anyone. */
const MOST_SESSIONS = 25

/**
 * Make the session storage that `shopifyApp` asks for.
 * @see https://github.com/Shopify/shopify-app-js/tree/main/packages/apps/session-storage
 */
export function createSessionStore(parameters: CreateSessionStoreParameters): SessionStorage {
  const { db, sealSecret, openSecret } = parameters
  const sessions = db.prisma.session
  return {
    storeSession: async (session) => {
      const row = sealSession({ session, sealSecret })
      await sessions.upsert({ where: { id: row.id }, create: row, update: row })
      return true
    },
    loadSession: async (id) => {
      const row = await sessions.findUnique({ where: { id } })
      return row === null ? undefined : openSession({ row, openSecret })
    },
    deleteSession: async (id) => {
      await sessions.deleteMany({ where: { id } })
      return true
    },
    deleteSessions: async (ids) => {
      await sessions.deleteMany({ where: { id: { in: ids } } })
      return true
    },
    findSessionsByShop: async (shop) => {
      const rows = await sessions.findMany({
        where: { shop },
        orderBy: { expires: 'desc' },
        take: MOST_SESSIONS,
      })
      return rows.map((row) => openSession({ row, openSecret }))
    },
  }
}
