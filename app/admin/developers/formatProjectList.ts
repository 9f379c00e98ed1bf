import type { Shop } from '../../core/gate/shop.ts'
import type { Project, UnreadableProject } from '../../core/project/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatProjectRule } from './formatProjectRule.ts'
import type { ProjectRowView, UnreadableProjectView } from './views.ts'

const DOMAINS_IN_A_ROW = 2

/** Format the list of projects. */
export function formatProjectList({
  shop,
  projects,
  unreadable,
}: {
  shop: Shop | null
  projects: readonly Project[]
  unreadable: readonly UnreadableProject[]
}): {
  projects: ProjectRowView[]
  unreadable: UnreadableProjectView[]
  timeZone: string
} {
  const timeZone = shop?.ianaTimezone ?? 'UTC'
  return {
    projects: projects.map((project) => ({
      id: project.id,
      name: project.name,
      domains: formatDomains(project.allowedDomains),
      rule: formatProjectRule(project),
      changedAt: formatInstant({ at: project.updatedAt, timeZone }),
    })),
    unreadable: unreadable.map(({ id, name }) => ({ id, name })),
    timeZone: formatTimeZone(timeZone),
  }
}

function formatDomains(domains: readonly string[]): string {
  if (domains.length === 0) return 'None yet'
  const rest = domains.length - DOMAINS_IN_A_ROW
  const shown = domains.slice(0, DOMAINS_IN_A_ROW).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}
