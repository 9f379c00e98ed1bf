import type { ShopId } from '../../core/gate/types.ts'
import type { Project, ProjectDraft, ProjectId } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { formatProjectDraft } from './formatProjectDraft.ts'
import { parseProjectRow } from './parseProjectRow.ts'

export type CreateProjectParameters = {
  readonly db: Database
  readonly id: ProjectId
  /** Null for one that stands alone. */
  readonly shopId: ShopId | null
  readonly draft: ProjectDraft
  /** Unix seconds. */
  readonly at: number
}

/** Write a new project down. */
export async function createProject(parameters: CreateProjectParameters): Promise<Project> {
  const { db, id, shopId, draft } = parameters
  const at = BigInt(parameters.at)
  const row = await db.prisma.project.create({
    data: { id, shopId, ...formatProjectDraft(draft), createdAt: at, updatedAt: at },
  })
  return parseProjectRow(row)
}
