import { Session } from '@shopify/shopify-api'
import type { SessionStorage } from '@shopify/shopify-app-session-storage'
import type { SessionsPort } from '../ports/sessions.ts'
import type { Database } from './database.ts'
import type { Session as SessionRow } from './generated/client.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'

/** A shop has one offline session and one for each signed-in person. */
const MOST_SESSIONS = 25

/** Update sessions in the table `session`. */
export function createSessionsPort({ db }: { db: Database }): SessionsPort {
  return {
    setScopes: async ({ myshopifyDomain, scopes }) => {
      const where = { shop: myshopifyDomain }
      await db.prisma.session.updateMany({ where, data: { scope: scopes.join(',') } })
    },
  }
}

/**
 * Make the session storage that `shopifyApp` needs, on the table `session`. Tokens and the signed-in user are stored
 * encrypted.
 * @see https://github.com/Shopify/shopify-app-js/tree/main/packages/apps/session-storage
 */
export function createSessionStorage(parameters: {
  db: Database
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
}): SessionStorage {
  const { db, encryptSecret, decryptSecret } = parameters
  const sessions = db.prisma.session
  return {
    storeSession: async (session) => {
      const row = formatSession({ session, encryptSecret })
      await sessions.upsert({ where: { id: row.id }, create: row, update: row })
      return true
    },
    loadSession: async (id) => {
      const row = await sessions.findUnique({ where: { id } })
      return row === null ? undefined : parseSession({ row, decryptSecret })
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
      return rows.map((row) => parseSession({ row, decryptSecret }))
    },
  }
}

function formatSession(parameters: { session: Session; encryptSecret: EncryptSecret }): SessionRow {
  const { session, encryptSecret } = parameters
  const { id, shop, state, isOnline } = session
  const seal = (part: SecretPart, text: string | undefined): string | null =>
    text === undefined
      ? null
      : encryptSecret({ plain: new TextEncoder().encode(text), purpose: formatPurpose(part, id) })
  return {
    id,
    shop,
    state,
    isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    accessToken: seal('access', session.accessToken),
    refreshToken: seal('refresh', session.refreshToken),
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    onlineAccessInfo: seal('user', session.onlineAccessInfo && JSON.stringify(session.onlineAccessInfo)),
  }
}

function parseSession({ row, decryptSecret }: { row: SessionRow; decryptSecret: DecryptSecret }): Session {
  const { id, shop, state, isOnline } = row
  const open = (part: SecretPart, sealed: string | null): string | undefined =>
    sealed === null
      ? undefined
      : new TextDecoder().decode(decryptSecret({ sealed, purpose: formatPurpose(part, id) }))
  const user = open('user', row.onlineAccessInfo)
  return new Session({
    id,
    shop,
    state,
    isOnline,
    scope: row.scope ?? undefined,
    expires: row.expires ?? undefined,
    accessToken: open('access', row.accessToken),
    refreshToken: open('refresh', row.refreshToken),
    refreshTokenExpires: row.refreshTokenExpires ?? undefined,
    ...(user !== undefined && { onlineAccessInfo: JSON.parse(user) }),
  })
}

/** The encrypted parts of a session: its access token, its refresh token, and the signed-in user. */
type SecretPart = 'access' | 'refresh' | 'user'

// A part decrypts only for its own session and column.
function formatPurpose(part: SecretPart, sessionId: string): string {
  return `session-${part}.${sessionId}`
}
