import type { Shop } from '../../core/gate/shop.ts'
import { formatProjectForm } from '../../core/project/formatProjectForm.ts'
import type { ApiKey, Project } from '../../core/project/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatZonedInstant } from '../formatZonedInstant.ts'
import type { ApiKeyView, KeyStatus, ProjectView, SavedProject } from './views.ts'

/** Format a project for its page. */
export function formatProjectView({
  shop,
  project,
  keys,
  now,
  gateRightChange = null,
}: {
  shop: Shop | null
  project: Project
  keys: readonly ApiKey[]
  now: number
  gateRightChange?: { readonly at: number; readonly name: string | null } | null
}): ProjectView {
  const timeZone = shop?.ianaTimezone ?? 'UTC'
  return {
    ...formatSavedProject(project),
    keys: formatKeys({ keys, now, timeZone }),
    mayChangeGates: project.mayChangeGates,
    gateRightChange:
      gateRightChange &&
      `Turned ${project.mayChangeGates ? 'on' : 'off'} by ${gateRightChange.name ?? 'your staff'}, ${formatInstant({ at: gateRightChange.at, timeZone })}`,
    changedAt: formatZonedInstant({ at: project.updatedAt, timeZone }),
    timeZone: formatTimeZone(timeZone),
    now,
  }
}

/** Format what the page needs from a save of a project. The page loads everything else again. */
export function formatSavedProject(project: Project): SavedProject {
  return { id: project.id, openedAt: project.updatedAt, form: formatProjectForm(project) }
}

/** Maximum of ended keys to show. */
const MOST_ENDED = 5

/**
 * Format the keys of a project: first the working ones, then the last ended ones. Each part keeps the given order,
 * newest first.
 */
export function formatKeys({
  keys,
  now,
  timeZone,
}: {
  keys: readonly ApiKey[]
  now: number
  timeZone: string
}): ApiKeyView[] {
  const views = keys.map((key) => ({
    id: key.id,
    kind: key.kind,
    name: key.name,
    shown: key.kind === 'publishable' ? key.shown : `sk_…${key.shown}`,
    createdAt: formatInstant({ at: key.createdAt, timeZone }),
    status: formatKeyStatus({ endsAt: key.endsAt, now, timeZone }),
  }))
  const living = views.filter(({ status }) => status.kind !== 'ended')
  const ended = views.filter(({ status }) => status.kind === 'ended')
  return [...living, ...ended.slice(0, MOST_ENDED)]
}

function formatKeyStatus({
  endsAt,
  now,
  timeZone,
}: {
  endsAt: number | null
  now: number
  timeZone: string
}): KeyStatus {
  if (endsAt === null) return { kind: 'active' }
  return { kind: now < endsAt ? 'ending' : 'ended', until: formatInstant({ at: endsAt, timeZone }) }
}
