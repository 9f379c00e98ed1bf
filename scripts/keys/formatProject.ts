import { formatRule } from '../../app/admin/developers/formatRule.ts'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import type { ApiKey, Project } from '../../app/core/project/types.ts'

const KEY_LENGTH = 35

/** A project for programs; the shop's id as text, instants in unix seconds. */
export function toProjectJson(project: Project) {
  const { id, shopId, ...rest } = project
  return { id, shopId: shopId === null ? null : String(shopId), ...rest }
}

/** A key for programs. */
export function toKeyJson({ key, now }: { key: ApiKey; now: number }) {
  return { ...key, isLiving: isLiving({ key, now }) }
}

/** A project for people. */
export function formatProject(project: Project): string {
  const { id, name, shopId, allowedDomains, redirectUris, format, statement } = project
  return formatRows([
    ['project', name],
    ['id', id],
    ['shop', shopId === null ? 'none' : String(shopId)],
    ['domains', allowedDomains.join(', ') || 'none'],
    ['redirects', redirectUris.join(', ') || 'none'],
    ['format', format],
    ['statement', statement ?? 'the usual one'],
    ['sign-in', formatPlain(formatRule(project))],
  ])
}

/** A project's keys for people, those that work first. */
export function formatKeys({ keys, now }: { keys: readonly ApiKey[]; now: number }): string {
  if (keys.length === 0) return 'No keys.'
  const living = keys.filter((key) => isLiving({ key, now }))
  const ended = keys.filter((key) => !living.includes(key))
  return [...living, ...ended].map((key) => formatKey({ key, now })).join('\n')
}

/** One key for people, in a line. */
export function formatKey({ key, now }: { key: ApiKey; now: number }): string {
  const shown = key.kind === 'publishable' ? key.shown : `sk_…${key.shown}`
  return `  ${key.id}  ${shown.padEnd(KEY_LENGTH)}  ${formatStanding({ key, now })}  ${key.name}`
}

/** Labels and values, one under the other. */
export function formatRows(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([label, value]) => `  ${label.padEnd(11)} ${value}`).join('\n')
}

/** An instant for people, in UTC. */
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
