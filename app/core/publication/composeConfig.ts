import { toMark } from '../gate/formatGateMarks.ts'
import { isLifted, standingOf } from '../gate/standing.ts'
import type { Gate } from '../gate/types.ts'
import { formatProofConfig, type GateException } from '../proof/formatProofConfig.ts'
import type { Snapshot } from './types.ts'

/** What configs are composed from. */
export type ConfigSource = Pick<Snapshot, 'gates' | 'keys' | 'now'>

/**
 * Compose the `proof_config` of a profile's discount, or of the validation (`profile` null), which is about every
 * exclusive gate.
 *
 * The config refuses proofs of a gate that does not run up to and with its revision, and of a revised gate below it.
 * @throws {InputError} ERR_CONFIG_TOO_LARGE
 */
export function composeConfig({
  gates: all,
  keys,
  now,
  profile,
}: ConfigSource & { readonly profile: number | null }): string {
  const gates = listCarried(all)
  const exclusive = gates.filter(({ reaction }) => reaction.exclusive)
  // A gate that had another profile has proofs that still name it.
  const own = profile === null ? exclusive : gates
  const everywhere = gates.filter(({ subject, deletedAt }) => subject.kind === 'all' && deletedAt === null)
  return formatProofConfig({
    config: {
      profile,
      keys: keys.map(({ epoch, key }) => ({ epoch, keyHex: toHex(key) })),
      keysSince: Math.min(...keys.map(({ createdAt }) => createdAt)),
      refusedBelow: own.flatMap((gate) => planException({ gate, now })),
      lifted: exclusive.filter((gate) => isLifted({ gate, now })).map(({ number }) => number),
      everywhere: everywhere.map(toMark),
    },
    now,
  })
}

/** The gates that products may carry: those that stand, and deleted ones that are not cleaned away everywhere. */
export function listCarried(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ deletedAt, publication }) => deletedAt === null || publication.kind === 'pending')
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function planException({ gate, now }: { gate: Gate; now: number }): GateException[] {
  const { number, revision, updatedAt, schedule } = gate
  const isRunning = standingOf({ gate, now }) === 'active'
  if (isRunning && revision === 1) return []
  const ended = schedule.endsAt !== null && schedule.endsAt <= now ? schedule.endsAt : 0
  const changedAt = Math.max(updatedAt, ended)
  return [{ gate: number, revision: isRunning ? revision : revision + 1, changedAt }]
}
