import type { Project, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { isStorableText } from '../isStorableText.ts'
import { parseProjectRow } from './parseProjectRow.ts'
import { refuseUnknownProject } from './refuseUnknownProject.ts'
import { whereOwner } from './whereOwner.ts'

export type LoadProjectParameters = {
  readonly db: Database
  readonly owner: ProjectOwner
  readonly projectId: string
}

/**
 * Load one of an owner's projects.
 * @throws {NotFoundError} ERR_PROJECT_NOT_FOUND
 */
export async function loadProject({ db, owner, projectId }: LoadProjectParameters): Promise<Project> {
  if (!isStorableText(projectId)) throw refuseUnknownProject()
  const row = await db.prisma.project.findFirst({ where: { id: projectId, ...whereOwner(owner) } })
  if (row === null) throw refuseUnknownProject()
  return parseProjectRow(row)
}
