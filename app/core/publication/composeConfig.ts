import { discountNameOf } from '../gate/discountName.ts'
import { toMark } from '../gate/formatGateMarks.ts'
import { isDiscounting } from '../gate/reactionKinds.ts'
import { isLifted, standingOf } from '../gate/standing.ts'
import type { Gate, GateNumber, GateStanding } from '../gate/types.ts'
import {
  formatProofConfig,
  type GateException,
  type GateName,
  type Hindrance,
} from '../proof/formatProofConfig.ts'
import type { Snapshot } from './types.ts'

/** The part of a snapshot that configs depend on. */
export type ConfigSource = Pick<Snapshot, 'gates' | 'keys' | 'usedUp' | 'now'>

/**
 * Compose the `proof_config` of a profile's discount, or of the validation (`profile` null), which is about every
 * exclusive gate.
 *
 * It refuses proofs of a gate that does not run up to and including its revision, and of a revised gate below it.
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE
 */
export function composeConfig({
  gates: all,
  keys,
  usedUp,
  now,
  profile,
}: ConfigSource & { readonly profile: number | null }): string {
  const gates = listCarried(all)
  const exclusive = gates.filter(({ reaction }) => reaction.exclusive)
  // Of all profiles: proofs of a gate may still name the profile that it had before.
  const own = profile === null ? exclusive : gates
  const everywhere = gates.filter(({ subject, deletedAt }) => subject.kind === 'all' && deletedAt === null)
  return formatProofConfig({
    config: {
      profile,
      keys: keys.map(({ epoch, key }) => ({ epoch, keyHex: toHex(key) })),
      keysSince: Math.min(...keys.map(({ createdAt }) => createdAt)),
      refusedBelow: own.flatMap((gate) => planException({ gate, now })),
      lifted: exclusive.filter((gate) => isLifted({ gate, now })).map(({ number }) => number),
      hindered: listHindered({ gates: profile === null ? exclusive : [], usedUp, now }),
      everywhere: everywhere.map(toMark),
      names: profile === null ? [] : listNames({ gates, profile, now }),
    },
    now,
  })
}

/** The exclusive gates that nobody can open now, and are not lifted. */
function listHindered({
  gates,
  usedUp,
  now,
}: Pick<ConfigSource, 'gates' | 'usedUp' | 'now'>): Record<Hindrance, GateNumber[]> {
  const shut = gates.filter((gate) => !isLifted({ gate, now }))
  const listOf = (standing: GateStanding) =>
    shut.filter((gate) => standingOf({ gate, now }) === standing).map(({ number }) => number)
  return {
    notBegun: listOf('scheduled'),
    paused: listOf('paused'),
    usedUp: listOf('active').filter((number) => usedUp.includes(number)),
    ended: listOf('ended'),
  }
}

/** Names that merchants chose come before those of gates, in case that not all fit. Only running gates need one. */
function listNames({
  gates,
  profile,
  now,
}: Pick<ConfigSource, 'gates' | 'now'> & { profile: number }): GateName[] {
  const given = gates.filter(
    (gate) =>
      gate.profile === profile && isDiscounting(gate.reaction) && standingOf({ gate, now }) === 'active',
  )
  const isChosen = ({ discountName }: Gate) => discountName !== null
  return [...given.filter(isChosen), ...given.filter((gate) => !isChosen(gate))].map((gate) => ({
    gate: gate.number,
    name: discountNameOf(gate),
  }))
}

/** List the gates whose marks products may carry: those that exist, and deleted ones not yet removed everywhere. */
export function listCarried(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ deletedAt, publication }) => deletedAt === null || publication.kind === 'pending')
}

/** Format bytes as lower-case hex. */
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
