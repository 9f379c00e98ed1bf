import { NotFoundError } from '../core/errors/base.ts'
import type { ApiCaller, ApiKey } from '../core/project/types.ts'
import type { ApiKeysPort } from '../ports/apiKeys.ts'
import type { Cache } from './createCache.ts'
import type { Database, HotRow } from './database.ts'
import { isStorableText } from './isStorableText.ts'
import { composeOwnerFilter, PROJECT_JSON_SQL, parseProjectRow, unknownProject } from './projects.ts'

// Keys of an uninstalled shop are not found until it returns. A project without a shop joins no shop row.
const FIND = `SELECT api_key.id, api_key.project_id AS "projectId", api_key.kind, api_key.name, api_key.shown,
    api_key.created_at AS "createdAt", api_key.ends_at AS "endsAt", ${PROJECT_JSON_SQL} AS project
  FROM api_key JOIN project ON project.id = api_key.project_id LEFT JOIN shop ON shop.id = project.shop_id
  WHERE api_key.hash = $1 AND shop.uninstalled_at IS NULL`

/** Store API keys in the table `api_key`, and cache recent callers in `callers`. */
export function createApiKeysPort({ db, callers }: { db: Database; callers: Cache<ApiCaller> }): ApiKeysPort {
  const read = async (hash: string): Promise<ApiCaller | null> => {
    const [row] = await db.hot.query('find_api_key', FIND, [hash])
    return row ? { key: parseApiKeyRow(row), project: parseProjectRow(row.project as HotRow) } : null
  }
  return {
    find: async ({ hash, now }) => {
      const caller = await callers.load({ key: hash, now, read: () => read(hash) })
      if (caller === null) return null
      // A key ends on its exact second, even if the cache still has it.
      const { endsAt } = caller.key
      return endsAt === null || endsAt > now ? caller : null
    },
    list: async ({ owner, projectId }) => {
      const project = await db.prisma.project.findFirst({
        where: { id: projectId, ...composeOwnerFilter(owner) },
        select: { apiKeys: { orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] } },
      })
      if (project === null) throw unknownProject()
      return project.apiKeys.map(parseApiKeyRow)
    },
    listNames: async ({ shopId, keyIds }) => {
      const rows = await db.prisma.apiKey.findMany({
        where: { id: { in: [...keyIds] }, project: { shopId } },
        select: { id: true, name: true, project: { select: { name: true } } },
      })
      return new Map(rows.map(({ id, name, project }) => [id, { key: name, project: project.name }]))
    },
    create: async ({ owner, key, hash }) => {
      const { id, projectId, kind, name, shown } = key
      const createdAt = BigInt(key.createdAt)
      const endsAt = key.endsAt === null ? null : BigInt(key.endsAt)
      const row = await db.prisma.$transaction(async (tx) => {
        const standing = await tx.project.count({ where: { id: projectId, ...composeOwnerFilter(owner) } })
        if (standing === 0) throw unknownProject()
        // An upsert of the id would fail at the hash, which is unique too, when the same request comes twice at once.
        const data = [{ id, projectId, kind, name, hash, shown, createdAt, endsAt }]
        await tx.apiKey.createMany({ data, skipDuplicates: true })
        return tx.apiKey.findUniqueOrThrow({ where: { id } })
      })
      return parseApiKeyRow(row)
    },
    end: async ({ owner, projectId, keyId, endsAt }) => {
      if (!isStorableText(keyId)) throw unknownKey()
      const end = BigInt(endsAt)
      const where = { id: keyId, projectId, project: composeOwnerFilter(owner) }
      await db.prisma.apiKey.updateMany({
        where: { ...where, OR: [{ endsAt: null }, { endsAt: { gt: end } }] },
        data: { endsAt: end },
      })
      const row = await db.prisma.apiKey.findFirst({ where })
      if (row === null) throw unknownKey()
      callers.forget()
      return parseApiKeyRow(row)
    },
  }
}

function unknownKey(): NotFoundError {
  return new NotFoundError('ERR_API_KEY_NOT_FOUND', 'There is no such key in this project.', {
    hint: "Go back to the list of the project's keys.",
  })
}

function parseApiKeyRow(row: HotRow): ApiKey {
  return {
    id: String(row.id),
    projectId: row.projectId as ApiKey['projectId'],
    kind: row.kind as ApiKey['kind'],
    name: String(row.name),
    shown: String(row.shown),
    createdAt: Number(row.createdAt),
    endsAt: row.endsAt === null ? null : Number(row.endsAt),
  }
}
