import type { ActorNames } from '../../core/actor/types.ts'
import type { AuditAction, AuditEntry, ReservationUnit } from '../../core/redemption/types.ts'
import { formatActor } from '../formatActor.ts'
import { formatInstant } from '../formatInstant.ts'
import { formatUnit, type TokenNames } from './formatUnits.ts'
import type { AuditView } from './views.ts'

const TEXTS = {
  'reservation.released': 'A use was released',
  'reservation.lapsed':
    'A use was released before its unlock expired, so an order with that unlock counts as one that breaks a rule',
  'redemption.added': 'A use was recorded',
  'redemption.removed': 'A use was removed',
  'order.released': 'An order was approved',
  'order.cancelled': 'An order was canceled',
  'gate.deleted': 'The gate was deleted',
  'key.rotated': 'A change of the signing key was started',
  'project.gates-allowed': 'Secret keys of a project were allowed to change gates',
  'project.gates-ended': 'Secret keys of a project were no longer allowed to change gates',
} as const satisfies Record<AuditAction, string>

export type FormatAuditParameters = {
  readonly entries: readonly AuditEntry[]
  readonly gates: ReadonlyMap<number, string>
  readonly tokens: TokenNames
  readonly actors: ActorNames
  readonly timeZone: string
}

/** Format the audit log. */
export function formatAudit({
  entries,
  gates,
  tokens,
  actors,
  timeZone,
}: FormatAuditParameters): AuditView[] {
  return entries.map(({ id, at, actor, action, gate, detail }) => {
    const about = [
      ...listUnits(detail).map((unit) => formatUnit(unit, tokens)),
      ...listProjects(detail),
    ].join(', ')
    const name = gate === null ? null : (gates.get(gate) ?? `gate ${gate}`)
    return {
      id: String(id),
      at: formatInstant({ at, timeZone }),
      who: formatActor(actor, actors),
      text: `${isEndOfKeys({ action, detail }) ? 'All signing keys were ended' : TEXTS[action]}${about === '' ? '' : `: ${about}`}${name === null ? '' : ` (${name})`}.`,
      reason: readText(detail, 'reason'),
    }
  })
}

function isEndOfKeys({ action, detail }: Pick<AuditEntry, 'action' | 'detail'>): boolean {
  return action === 'key.rotated' && detail.isAtOnce === true
}

/** List the units of a change: the one of a correction, or all of a reservation. */
function listUnits({ unit, units }: AuditEntry['detail']): ReservationUnit[] {
  return [unit, ...(Array.isArray(units) ? units : [])].filter(isUnit)
}

function isUnit(value: unknown): value is ReservationUnit {
  return typeof value === 'object' && value !== null && 'kind' in value && 'key' in value && 'slot' in value
}

/** The project that a change is about. */
function listProjects(detail: AuditEntry['detail']): string[] {
  const name = readText(detail, 'project')
  return name === null ? [] : [`“${name}”`]
}

function readText(detail: AuditEntry['detail'], name: string): string | null {
  const value = detail[name]
  return typeof value === 'string' && value !== '' ? value : null
}
