import { formatProjectRule } from '../../app/admin/developers/formatProjectRule.ts'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import type { ApiKey, Project } from '../../app/core/project/types.ts'

const KEY_LENGTH = 35

/** Format a project as JSON; the shop's id is text, instants are unix seconds. */
export function toProjectJson(project: Project) {
  const { id, shopId, ...rest } = project
  return { id, shopId: shopId === null ? null : String(shopId), ...rest }
}

/** Format a key as JSON. */
export function toKeyJson({ key, now }: { key: ApiKey; now: number }) {
  return { ...key, isLiving: isLiving({ key, now }) }
}

/** Format a project as text. */
export function formatProject(project: Project): string {
  const { id, name, shopId, allowedDomains, redirectUris, format, statement } = project
  return formatRows([
    ['project', name],
    ['id', id],
    ['shop', shopId === null ? 'none' : String(shopId)],
    ['domains', allowedDomains.join(', ') || 'none'],
    ['redirects', redirectUris.join(', ') || 'none'],
    ['format', format],
    ['statement', statement ?? 'the default sentence'],
    ['sign-in', formatPlain(formatProjectRule(project))],
  ])
}

/** Format a project's keys as text, valid ones first. */
export function formatKeys({ keys, now }: { keys: readonly ApiKey[]; now: number }): string {
  if (keys.length === 0) return 'No keys.'
  const living = keys.filter((key) => isLiving({ key, now }))
  const ended = keys.filter((key) => !living.includes(key))
  return [...living, ...ended].map((key) => formatKey({ key, now })).join('\n')
}

/** Format one key as a line of text. */
export function formatKey({ key, now }: { key: ApiKey; now: number }): string {
  const shown = key.kind === 'publishable' ? key.shown : `sk_…${key.shown}`
  return `  ${key.id}  ${shown.padEnd(KEY_LENGTH)}  ${formatStanding({ key, now })}  ${key.name}`
}

/** Format labels and values, one pair per line. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([label, value]) => `  ${label.padEnd(11)} ${value}`).join('\n')
}

/** Format an instant in unix seconds as text, in UTC. */
export function formatUtc(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

function formatStanding({ key, now }: { key: ApiKey; now: number }): string {
  if (key.endsAt === null) return 'works'
  return `${isLiving({ key, now }) ? 'ends' : 'ended'} ${formatUtc(key.endsAt)}`
}

function isLiving({ key, now }: { key: ApiKey; now: number }): boolean {
  return key.endsAt === null || now < key.endsAt
}
