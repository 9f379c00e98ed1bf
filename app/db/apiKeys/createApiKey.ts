import type { ApiKey, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { refuseUnknownProject } from '../projects/refuseUnknownProject.ts'
import { whereOwner } from '../projects/whereOwner.ts'
import { parseApiKeyRow } from './parseApiKeyRow.ts'

export type CreateApiKeyParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly key: ApiKey
  /** SHA-256 of the key itself, which is kept nowhere. */
  readonly hash: string
}

/**
 * Give one of an owner's projects a key.
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
 */
export async function createApiKey({ db, owner, key, hash }: CreateApiKeyParameters): Promise<ApiKey> {
  const { id, projectId, kind, name, shown, createdAt, endsAt } = key
  const row = await db.prisma.$transaction(async (tx) => {
    const standing = await tx.project.count({ where: { id: projectId, ...whereOwner(owner) } })
    if (standing === 0) throw refuseUnknownProject()
    return tx.apiKey.create({
      data: {
        id,
        projectId,
        kind,
        name,
        hash,
        shown,
        createdAt: BigInt(createdAt),
        endsAt: endsAt === null ? null : BigInt(endsAt),
      },
    })
  })
  return parseApiKeyRow(row)
}
