import { ConflictError, NotFoundError } from '../core/errors/base.ts'
import { parseOrNull } from '../core/gate/parseOrNull.ts'
import type { ShopId } from '../core/gate/types.ts'
import type { ApiCaller, Project, ProjectDraft, ProjectId, ProjectOwner } from '../core/project/types.ts'
import type { ProjectsPort } from '../ports/projects.ts'
import { addAuditEntry } from './audit.ts'
import type { Cache } from './createCache.ts'
import type { Database, HotRow } from './database.ts'
import { Prisma } from './generated/client.ts'
import { isStorableText } from './isStorableText.ts'
import { formatRequirementJson, parseRequirementJson } from './projects/requirementJson.ts'

/**
 * A row of `project` as JSON, with the names that `parseProjectRow` reads. Ids are text, because they exceed JSON's
 * numbers.
 */
export const PROJECT_JSON_SQL = `json_build_object('id', project.id, 'shopId', project.shop_id::text,
    'name', project.name, 'allowedDomains', project.allowed_domains, 'redirectUris', project.redirect_uris,
    'format', project.format, 'statement', project.statement, 'requirement', project.requirement,
    'isStorefront', project.is_storefront, 'mayChangeGates', project.may_change_gates, 'createdAt', project.created_at, 'updatedAt', project.updated_at)`

const FIND_GATE_RIGHT = `SELECT shop.myshopify_domain FROM project JOIN shop ON shop.id = project.shop_id
  WHERE project.id = $1 AND project.may_change_gates AND shop.uninstalled_at IS NULL`

const FIND_STOREFRONT = `SELECT shop.myshopify_domain FROM project JOIN shop ON shop.id = project.shop_id
  WHERE project.id = $1 AND project.is_storefront AND shop.uninstalled_at IS NULL`

/**
 * Store projects in the table `project`. A change clears the cache `callers`, so that this process applies it at once.
 */
export function createProjectsPort({
  db,
  callers,
}: {
  db: Database
  callers: Cache<ApiCaller>
}): ProjectsPort {
  const projects = db.prisma.project
  return {
    load: async ({ owner, projectId }) => {
      if (!isStorableText(projectId)) throw unknownProject()
      const row = await projects.findFirst({ where: { id: projectId, ...composeOwnerFilter(owner) } })
      if (row === null) throw unknownProject()
      return parseProjectRow(row)
    },
    listReadable: async ({ owner }) => {
      const orderBy = [{ createdAt: 'asc' } as const, { id: 'asc' } as const]
      const rows = await projects.findMany({ where: composeOwnerFilter(owner), orderBy })
      const read = rows.map((row) => parseOrNull(() => parseProjectRow(row)))
      const unreadable = rows.filter((_, i) => read[i] === null)
      return {
        projects: read.filter((project) => project !== null),
        unreadable: unreadable.map(({ id, name }) => ({ id: id as ProjectId, name })),
      }
    },
    create: async ({ id, shopId, draft, at }) => {
      const times = { createdAt: BigInt(at), updatedAt: BigInt(at) }
      // Prisma's upsert looks first and then inserts, so of two requests at once one would fail.
      const data = [{ id, shopId, ...formatDraft(draft), ...times }]
      await projects.createMany({ data, skipDuplicates: true })
      return parseProjectRow(await projects.findUniqueOrThrow({ where: { id } }))
    },
    update: async ({ owner, projectId, draft, expectedUpdatedAt, at }) => {
      const key = { id: projectId, ...composeOwnerFilter(owner) }
      const [row] = await projects.updateManyAndReturn({
        where: { ...key, updatedAt: BigInt(expectedUpdatedAt) },
        // Two changes within a second, or after the clock was set back, must differ.
        data: { ...formatDraft(draft), updatedAt: BigInt(Math.max(at, expectedUpdatedAt + 1)) },
      })
      if (!row) throw (await projects.count({ where: key })) === 0 ? unknownProject() : staleProject()
      callers.forget()
      return parseProjectRow(row)
    },
    setGateRight: async (change) => {
      const changed = await setGateRight(db, change)
      callers.forget()
      return changed
    },
    findGateRight: async ({ projectId }) => {
      const [row] = await db.hot.query('find_gate_right', FIND_GATE_RIGHT, [projectId])
      return row ? { myshopifyDomain: String(row.myshopify_domain) } : null
    },
    findStorefront: async ({ projectId }) => {
      const [row] = await db.hot.query('find_storefront', FIND_STOREFRONT, [projectId])
      return row ? { myshopifyDomain: String(row.myshopify_domain) } : null
    },
    // Nonces and codes of the project stay until they expire: without a key nobody can use them.
    delete: async ({ owner, projectId }) => {
      const { count } = await projects.deleteMany({ where: { id: projectId, ...composeOwnerFilter(owner) } })
      if (count === 0) throw unknownProject()
      callers.forget()
    },
  }
}

async function setGateRight(
  db: Database,
  { shopId, projectId, mayChangeGates, actor, at }: Parameters<ProjectsPort['setGateRight']>[0],
): Promise<{ project: Project; isChanged: boolean }> {
  const key = { id: projectId, shopId: BigInt(shopId) }
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.project.updateMany({
      where: { ...key, mayChangeGates: !mayChangeGates },
      data: { mayChangeGates },
    })
    const row = await tx.project.findFirst({ where: key })
    if (row === null) throw unknownProject()
    if (count > 0) {
      const action = mayChangeGates ? 'project.gates-allowed' : 'project.gates-ended'
      const about = {
        gate: null,
        reservationId: null,
        orderId: null,
        detail: { project: row.name, projectId },
      }
      await addAuditEntry({ tx, shopId, entry: { at, actor, action, ...about } })
    }
    return { project: parseProjectRow(row), isChanged: count > 0 }
  })
}

/** Restrict a statement to an owner's projects. An invalid owner throws instead of matching every project. */
export function composeOwnerFilter(owner: ProjectOwner): { shopId?: bigint } {
  return owner === 'operator' ? {} : { shopId: BigInt(owner) }
}

/** The error for a project that does not exist or belongs to another owner. */
export function unknownProject(): NotFoundError {
  return new NotFoundError('ERR_PROJECT_NOT_FOUND', 'There is no such project.', {
    hint: 'Go back to the list of projects.',
  })
}

function staleProject(): ConflictError {
  return new ConflictError('ERR_PROJECT_STALE', 'This project was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the current project, then make your change again.',
  })
}

function formatDraft(draft: ProjectDraft) {
  return {
    name: draft.name,
    allowedDomains: [...draft.allowedDomains],
    redirectUris: [...draft.redirectUris],
    format: draft.format,
    statement: draft.statement,
    requirement: draft.requirement ? formatRequirementJson(draft.requirement) : Prisma.DbNull,
    isStorefront: draft.isStorefront,
  }
}

/**
 * Parse a row of `project`.
 * @throws {InputError} ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN if another version wrote what this one cannot read
 */
export function parseProjectRow(row: HotRow): Project {
  return {
    id: row.id as ProjectId,
    shopId: row.shopId === null ? null : (BigInt(String(row.shopId)) as ShopId),
    name: String(row.name),
    allowedDomains: row.allowedDomains as string[],
    redirectUris: row.redirectUris as string[],
    format: row.format as Project['format'],
    statement: row.statement as string | null,
    requirement: row.requirement === null ? null : parseRequirementJson(row.requirement),
    isStorefront: row.isStorefront === true,
    mayChangeGates: row.mayChangeGates === true,
    createdAt: Number(row.createdAt),
    updatedAt: Number(row.updatedAt),
  }
}
