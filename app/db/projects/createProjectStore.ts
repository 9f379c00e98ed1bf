import type { ApiCaller, Project, ProjectOwner } from '../../core/project/types.ts'
import type { Cache } from '../createCache.ts'
import type { Database } from '../database.ts'
import { type CreateProjectParameters, createProject } from './createProject.ts'
import { type DeleteProjectParameters, deleteProject } from './deleteProject.ts'
import { listProjects } from './listProjects.ts'
import { loadProject } from './loadProject.ts'
import { type UpdateProjectParameters, updateProject } from './updateProject.ts'

export type ProjectStore = {
  readonly load: (parameters: { owner: ProjectOwner; projectId: string }) => Promise<Project>
  readonly list: (parameters: { owner: ProjectOwner }) => Promise<Project[]>
  readonly create: (parameters: Omit<CreateProjectParameters, 'db'>) => Promise<Project>
  readonly update: (parameters: Omit<UpdateProjectParameters, 'db'>) => Promise<Project>
  readonly delete: (parameters: Omit<DeleteProjectParameters, 'db'>) => Promise<void>
}

export type CreateProjectStoreParameters = {
  readonly db: Database
  /** Callers that hold a project as it stood; in this process a change counts at once. */
  readonly callers: Cache<ApiCaller>
}

/** Make the project port. */
export function createProjectStore({ db, callers }: CreateProjectStoreParameters): ProjectStore {
  return {
    load: (parameters) => loadProject({ db, ...parameters }),
    list: (parameters) => listProjects({ db, ...parameters }),
    create: (parameters) => createProject({ db, ...parameters }),
    update: async (parameters) => {
      const project = await updateProject({ db, ...parameters })
      callers.forget()
      return project
    },
    delete: async (parameters) => {
      await deleteProject({ db, ...parameters })
      callers.forget()
    },
  }
}
