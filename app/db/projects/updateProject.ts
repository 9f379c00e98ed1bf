import { ConflictError } from '../../core/errors/base.ts'
import type { Project, ProjectDraft, ProjectId, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { formatProjectDraft } from './formatProjectDraft.ts'
import { parseProjectRow } from './parseProjectRow.ts'
import { refuseUnknownProject } from './refuseUnknownProject.ts'
import { whereOwner } from './whereOwner.ts'

export type UpdateProjectParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly projectId: ProjectId
  readonly draft: ProjectDraft
  readonly expectedUpdatedAt: number
  /** Unix seconds. */
  readonly at: number
}

/**
 * Replace a project's draft if it still stands as expected.
 * @throws {ConflictError} ERR_PROJECT_STALE
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
 */
export async function updateProject(parameters: UpdateProjectParameters): Promise<Project> {
  const { db, owner, projectId, draft, expectedUpdatedAt, at } = parameters
  const key = { id: projectId, ...whereOwner(owner) }
  const [row] = await db.prisma.project.updateManyAndReturn({
    where: { ...key, updatedAt: BigInt(expectedUpdatedAt) },
    // Two changes within a second, or a clock set back, must not look like one.
    data: { ...formatProjectDraft(draft), updatedAt: BigInt(Math.max(at, expectedUpdatedAt + 1)) },
  })
  if (row) return parseProjectRow(row)
  const standing = await db.prisma.project.count({ where: key })
  throw standing === 0 ? refuseUnknownProject() : refuseStale()
}

function refuseStale(): ConflictError {
  return new ConflictError('ERR_PROJECT_STALE', 'This project was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the project as it stands, then make your change again.',
  })
}
