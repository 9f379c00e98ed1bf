import { NotFoundError } from '../../app/core/errors/base.ts'
import type { Project } from '../../app/core/project/types.ts'
import { listProjects } from '../../app/flows/projects/listProjects.ts'
import type { Keyring } from './openKeyring.ts'

/** Find a project by its id or by a unique name. @throws {NotFoundError} ERR_PROJECT_NOT_FOUND */
export async function findProject(keyring: Keyring, word: string): Promise<Project> {
  const { projects } = await listProjects(keyring, { asker: 'operator' })
  const byId = projects.find((project) => project.id === word)
  if (byId) return byId
  const [found, ...others] = projects.filter((project) => project.name === word)
  if (found && others.length === 0) return found
  const isMany = others.length > 0
  throw new NotFoundError(
    'ERR_PROJECT_NOT_FOUND',
    isMany ? `${others.length + 1} projects have the name "${word}".` : `There is no project "${word}".`,
    { hint: 'Use the id of the project. List all ids: npm run keys -- projects' },
  )
}
