import type { MembersPort } from '../ports/members.ts'
import type { Database } from './database.ts'
import type { DecryptSecret, EncryptSecret } from './secrets.ts'

const RANDOM_BYTES = 32
const SESSION = /^(\d{1,20})\.([0-9a-f]{64})$/

/** The purpose of a sealed token, as of a session of Shopify's library: `createSessionStorage` reads the same table. */
const purposeOf = (id: string) => `session-access.${id}`
const tokenIdOf = (myshopifyDomain: string) => `bigcommerce_${myshopifyDomain}`
const removalIdOf = (userId: string, myshopifyDomain: string) => `removed_${userId}_${myshopifyDomain}`
/** A link that opens the app counts for five minutes. */
const REMOVAL_SECONDS = 3600
const memberIdOf = (userId: string, hash: string) => `member_${userId}_${hash}`
const codeIdOf = (userId: string, hash: string) => `code_${userId}_${hash}`

/**
 * Store tokens and members of BigCommerce stores in the table `session`, whose rows go when a shop uninstalls the app.
 * A session's id holds its member, because the columns that could name one are encrypted.
 */
export function createMembersPort(parameters: {
  db: Database
  encryptSecret: EncryptSecret
  decryptSecret: DecryptSecret
  createRandomHex: (bytes: number) => string
  hashSecret: (secret: string) => string
}): MembersPort {
  const { db, encryptSecret, decryptSecret, createRandomHex, hashSecret } = parameters
  const sessions = db.prisma.session
  const nothing = {
    ...{ state: '', accessToken: null, refreshToken: null, refreshTokenExpires: null },
    ...{ onlineAccessInfo: null, scope: null, expires: null },
  }
  return {
    writeToken: async ({ myshopifyDomain, token, scopes }) => {
      const id = tokenIdOf(myshopifyDomain)
      const accessToken = encryptSecret({ plain: new TextEncoder().encode(token), purpose: purposeOf(id) })
      const row = {
        ...nothing,
        id,
        shop: myshopifyDomain,
        isOnline: false,
        scope: scopes.join(','),
        accessToken,
      }
      await sessions.upsert({ where: { id }, create: row, update: row })
    },
    findToken: async ({ myshopifyDomain }) => {
      const id = tokenIdOf(myshopifyDomain)
      const row = await sessions.findUnique({ where: { id } })
      if (!row?.accessToken) return null
      const token = decryptSecret({ sealed: row.accessToken, purpose: purposeOf(id) })
      return { token: new TextDecoder().decode(token), scopes: (row.scope ?? '').split(',').filter(Boolean) }
    },
    openCode: async ({ myshopifyDomain: shop, userId, startsAt, endsAt }) => {
      const random = createRandomHex(RANDOM_BYTES)
      const id = codeIdOf(userId, hashSecret(random))
      const expires = new Date(endsAt * 1000)
      // Those of the store that have ended. The row of the token has no end.
      const ended = { shop, isOnline: true, expires: { lt: new Date(startsAt * 1000) } }
      await sessions.deleteMany({ where: ended })
      await sessions.create({ data: { ...nothing, id, shop, isOnline: true, expires } })
      return `${userId}.${random}`
    },
    exchangeCode: async ({ code, myshopifyDomain: shop, startsAt, endsAt }) => {
      const [, userId, random] = SESSION.exec(code) ?? []
      if (userId === undefined || random === undefined) return null
      const codeId = codeIdOf(userId, hashSecret(random))
      const created = createRandomHex(RANDOM_BYTES)
      // One statement: the row is a code or a session at each moment, and a removal deletes both.
      const { count } = await sessions.updateMany({
        where: { id: codeId, shop, expires: { gt: new Date(startsAt * 1000) } },
        data: { id: memberIdOf(userId, hashSecret(created)), expires: new Date(endsAt * 1000) },
      })
      if (count > 0) return `${userId}.${created}`
      await sessions.deleteMany({ where: { id: codeId } })
      return null
    },
    find: async ({ session, at }) => {
      const [, userId, random] = SESSION.exec(session) ?? []
      if (userId === undefined || random === undefined) return null
      const row = await sessions.findUnique({ where: { id: memberIdOf(userId, hashSecret(random)) } })
      const isOver = !row?.expires || row.expires.getTime() <= at * 1000
      return isOver ? null : { myshopifyDomain: row.shop, userId }
    },
    remove: async ({ myshopifyDomain, userId, at }) => {
      const id = removalIdOf(userId, myshopifyDomain)
      const expires = new Date((at + REMOVAL_SECONDS) * 1000)
      const row = { ...nothing, id, shop: myshopifyDomain, isOnline: true, expires }
      await sessions.upsert({ where: { id }, create: row, update: row })
      // Escaped: `_` stands for any letter there, and another member's id may begin with this one.
      const own = ['member', 'code'].map((kind) => ({ id: { startsWith: `${kind}\\_${userId}\\_` } }))
      await sessions.deleteMany({ where: { shop: myshopifyDomain, OR: own } })
    },
    isRemoved: async ({ myshopifyDomain, userId, since }) => {
      const row = await sessions.findUnique({ where: { id: removalIdOf(userId, myshopifyDomain) } })
      return row?.expires ? row.expires.getTime() / 1000 - REMOVAL_SECONDS >= since : false
    },
  }
}
