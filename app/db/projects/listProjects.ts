import type { Project, ProjectOwner } from '../../core/project/types.ts'
import type { Database } from '../database.ts'
import { parseProjectRow } from './parseProjectRow.ts'
import { whereOwner } from './whereOwner.ts'

export type ListProjectsParameters = { readonly db: Database; readonly owner: ProjectOwner }

/** List an owner's projects, oldest first. */
export async function listProjects({ db, owner }: ListProjectsParameters): Promise<Project[]> {
  const rows = await db.prisma.project.findMany({
    where: whereOwner(owner),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map(parseProjectRow)
}
