import type { Shop } from '../../core/gate/shop.ts'
import { formatProjectForm } from '../../core/project/formatProjectForm.ts'
import type { ApiKey, Project } from '../../core/project/types.ts'
import { formatTimeZone } from '../formatInstant.ts'
import { formatZonedInstant } from '../formatZonedInstant.ts'
import { formatKeys } from './formatKeys.ts'
import type { ProjectView, SavedProject } from './views.ts'

/** Format a project for its page. */
export function formatProjectView({
  shop,
  project,
  keys,
  now,
}: {
  shop: Shop | null
  project: Project
  keys: readonly ApiKey[]
  now: number
}): ProjectView {
  const timeZone = shop?.ianaTimezone ?? 'UTC'
  return {
    ...formatSavedProject(project),
    keys: formatKeys({ keys, now, timeZone }),
    changedAt: formatZonedInstant({ at: project.updatedAt, timeZone }),
    timeZone: formatTimeZone(timeZone),
    now,
  }
}

/** Format what the page needs from a save of a project. The page loads everything else again. */
export function formatSavedProject(project: Project): SavedProject {
  return { id: project.id, openedAt: project.updatedAt, form: formatProjectForm(project) }
}
