import { NotFoundError } from '../../core/errors/base.ts'
import type { ApiKey, ProjectId, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { isStorableText } from '../isStorableText.ts'
import { whereOwner } from '../projects/whereOwner.ts'
import { parseApiKeyRow } from './parseApiKeyRow.ts'

export type EndApiKeyParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly projectId: ProjectId
  readonly keyId: string
  /** Unix seconds. */
  readonly endsAt: number
}

/**
 * Let a key end, never later than it would have.
 * @throws {NotFoundError} ERR_API_KEY_NOT_FOUND
 */
export async function endApiKey(parameters: EndApiKeyParameters): Promise<ApiKey> {
  const { db, owner, projectId, keyId } = parameters
  if (!isStorableText(keyId)) throw refuseUnknownKey()
  const endsAt = BigInt(parameters.endsAt)
  const where = { id: keyId, projectId, project: whereOwner(owner) }
  await db.prisma.apiKey.updateMany({
    where: { ...where, OR: [{ endsAt: null }, { endsAt: { gt: endsAt } }] },
    data: { endsAt },
  })
  const row = await db.prisma.apiKey.findFirst({ where })
  if (row === null) throw refuseUnknownKey()
  return parseApiKeyRow(row)
}

function refuseUnknownKey(): NotFoundError {
  return new NotFoundError('ERR_API_KEY_NOT_FOUND', 'There is no such key in this project.', {
    hint: "Go back to the list of the project's keys.",
  })
}
