import { ConflictError } from '../errors/base.ts'
import type { GateNumber } from '../gate/types.ts'
import { LONGEST_PROOF_SECONDS } from './longestProof.ts'

export type ProofConfig = {
  /** The profile of the discount that owns it; null on the validation. */
  readonly profile: number | null
  /** Newest first, 1..3: epoch (8 hex) and key (64 hex). */
  readonly keys: readonly { readonly epoch: string; readonly keyHex: string }[]
  /** When the oldest of the keys was made, unix seconds. No earlier proof is accepted. */
  readonly keysSince: number
  /** Gates whose proofs below a revision are refused: gates that do not run, and revised ones. */
  readonly refusedBelow: readonly GateException[]
  /** Exclusive gates whose products anybody may buy now. */
  readonly lifted: readonly GateNumber[]
  /** Exclusive gates that nobody can open now, by why: only the words of a refusal depend on it. */
  readonly hindered: Readonly<Record<Hindrance, readonly GateNumber[]>>
  /** Gates on all products. */
  readonly everywhere: readonly { readonly number: GateNumber; readonly isExclusive: boolean }[]
  /** What shoppers read beside the discounts of its gates, the most important first; none on the validation. */
  readonly names: readonly GateName[]
}
/** Why nobody can open a gate now. */
export type Hindrance = 'notBegun' | 'paused' | 'usedUp' | 'ended'
/** The members of a config that list these gates. */
const HINDRANCE_MEMBERS = { notBegun: 'b', paused: 'h', usedUp: 'u', ended: 'e' } as const satisfies Record<
  Hindrance,
  string
>
export type GateName = { readonly gate: GateNumber; readonly name: string }
export type GateException = {
  readonly gate: GateNumber
  readonly revision: number
  /** Unix seconds. */
  readonly changedAt: number
}

export const PROOF_CONFIG_MAX_BYTES = 9_500
/** Most names in a config: reading more takes a Function too long. */
export const MOST_NAMES = 128
const EMPTY_NAMES = ',"n":{}'
/** Largest difference between the clocks of two processes. Seconds. */
const CLOCK_MARGIN = 300

/**
 * Format a Function's `proof_config` metafield. If it would be too long without names, it omits exceptions that no
 * valid proof can need, and why gates cannot be opened: a refusal then asks for a wallet. Names fill the room that is
 * left, in their order; beside the others stands the discount's title.
 *
 * @throws {ConflictError} ERR_CONFIG_TOO_LARGE if more gates changed recently than fit into what a Function may read.
 * @see https://shopify.dev/docs/apps/build/functions/input-output/metafields-for-input-queries
 */
export function formatProofConfig({ config, now }: { config: ProofConfig; now: number }): string {
  const whole = composeConfigText(config)
  if (whole.length <= PROOF_CONFIG_MAX_BYTES) return addNames(whole, config.names)
  const since = Math.max(now - LONGEST_PROOF_SECONDS, config.keysSince - CLOCK_MARGIN)
  const recent = config.refusedBelow.filter((exception) => exception.changedAt > since)
  const short = composeConfigText({ ...config, refusedBelow: recent, hindered: NOTHING })
  if (short.length <= PROOF_CONFIG_MAX_BYTES) return addNames(short, config.names)
  throw new ConflictError('ERR_CONFIG_TOO_LARGE', 'Too many gates were paused or changed in one day.', {
    hint: 'Wait until tomorrow, or end all keys under Settings to clear the old exceptions. Then save again.',
  })
}

const NOTHING: ProofConfig['hindered'] = { notBegun: [], paused: [], usedUp: [], ended: [] }

/** Add the member `n` to a config without names, which is ASCII alone. */
function addNames(text: string, names: readonly GateName[]): string {
  const members: string[] = []
  let room = PROOF_CONFIG_MAX_BYTES - text.length - EMPTY_NAMES.length
  for (const { gate, name } of names.slice(0, MOST_NAMES)) {
    const member = `${JSON.stringify(gate.toString(36))}:${JSON.stringify(name)}`
    const bytes = countEscapedBytes(member) + (members.length > 0 ? 1 : 0)
    if (bytes > room) break
    members.push(member)
    room -= bytes
  }
  return members.length === 0 ? text : `${text.slice(0, -1)},"n":{${members.join(',')}}}`
}

/** Count the bytes of a JSON text in which Shopify writes all but plain ASCII as escapes, as it may. */
function countEscapedBytes(json: string): number {
  return json.replace(/[^ !"#$%'-;=?-~]/g, '\\u0000').length
}

function composeConfigText(config: ProofConfig): string {
  const { profile, keys, refusedBelow, lifted, hindered, everywhere } = config
  const lists = Object.entries(HINDRANCE_MEMBERS).map(([hindrance, member]) => [
    member,
    hindered[hindrance as Hindrance].map((gate) => gate.toString(36)),
  ])
  return JSON.stringify({
    v: 1,
    ...(profile === null ? {} : { p: profile }),
    k: keys.map(({ epoch, keyHex }) => [epoch, keyHex]),
    x: refusedBelow.map(({ gate, revision }) => [gate.toString(36), revision]),
    o: lifted.map((gate) => gate.toString(36)),
    a: everywhere.map(({ number, isExclusive }) => `${number.toString(36)}${isExclusive ? '*' : ''}`),
    ...Object.fromEntries(lists.filter(([, gates]) => gates?.length)),
  })
}
