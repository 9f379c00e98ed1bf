import { InputError } from '../errors/base.ts'
import { createFlags, listGiven, PRICE_KINDS, reactionKinds } from '../gate/reactionKinds.ts'
import type { GateNumber } from '../gate/types.ts'
import type { PricePiece, ProofCarrier, ProofClaims, ProofEntry, ProofReaction } from './types.ts'

/*
 * The proof, version p1. No other file of the server splits, joins or formats one.
 *
 *   p1~carrier~epoch~until~buyer~grant~entries~mac
 *   entries = entry joined by "!", entry = gate:rev:cap:profile:reaction, reaction = pieces joined by "+"
 *
 * Grammar: docs/spec/proof.md#2-grammar. test/vectors/proof.json holds accepted and refused texts; every side that
 * reads a proof runs them.
 */

export const PROOF_MAX_BYTES = { c: 1000, m: 1000, l: 160 } as const satisfies Record<ProofCarrier, number>
export const PROOF_MAX_ENTRIES = { c: 16, m: 16, l: 4 } as const satisfies Record<ProofCarrier, number>
const MAC_LENGTH = 32

const HEAD =
  /^p1~([clm])~([0-9a-f]{8})~([0-9]{8}(?:0[0-9]|1[01]))~(0|[1-9][0-9]{0,19})~([0-9a-f]{16})~([0-9a-z:+!]+)~([0-9a-f]{32})$/
const ENTRY = /^([1-9a-z][0-9a-z]{0,5}):([1-9][0-9]{0,8}):(0|[1-9][0-9]{0,3}):([0-7]):([a-z0-9+]+)$/
const PRICE = /^([a-z])([1-9][0-9]{0,11})$/
const MAX_HUNDREDTHS = 10_000n

export type ParsedProof = { readonly claims: ProofClaims; readonly unsigned: string; readonly mac: string }

/** Format a proof's claims without the MAC: the text that the server signs. */
export function formatUnsignedProof(claims: ProofClaims): string {
  const entries = claims.entries.map(formatEntry).join('!')
  return ['p1', claims.carrier, claims.epoch, claims.until, claims.buyer, claims.grant, entries].join('~')
}

/** Append the MAC (32 lower-case hex) to the signed text. */
export function formatProof({ unsigned, mac }: { unsigned: string; mac: string }): string {
  return `${unsigned}~${mac}`
}

/** Length of a proof with these claims in bytes, including the MAC. */
export function countProofBytes(claims: ProofClaims): number {
  return formatUnsignedProof(claims).length + 1 + MAC_LENGTH
}

/**
 * Parse a proof. Does not verify its MAC.
 *
 * @throws {InputError} ERR_PROOF_INVALID for any text that is not exactly one proof.
 */
export function parseProof(text: string): ParsedProof {
  const match = HEAD.exec(text)
  if (!match) throw invalidProof('it does not have the format of a proof')
  const [, carrier, epoch, until, buyer, grant, entriesText, mac] = match as unknown as Captures<7>
  if (text.length > PROOF_MAX_BYTES[carrier as ProofCarrier]) throw invalidProof('it is too long')
  const entries = entriesText.split('!').map(parseEntry)
  if (entries.length > PROOF_MAX_ENTRIES[carrier as ProofCarrier])
    throw invalidProof('it names too many gates')
  for (let i = 1; i < entries.length; i++) {
    const [before, here] = [entries[i - 1], entries[i]]
    if (before && here && before.gate >= here.gate) throw invalidProof('its gates are not in ascending order')
  }
  return {
    claims: { carrier: carrier as ProofCarrier, epoch, until, buyer, grant, entries },
    unsigned: text.slice(0, text.length - MAC_LENGTH - 1),
    mac,
  }
}

/** Format a reaction as in a proof, e.g. `p2000` or `x+f10500`. */
export function formatReaction(reaction: ProofReaction): string {
  return listGiven(reaction)
    .map((kind) => {
      const { letter, amount } = reactionKinds[kind]
      return amount === null ? letter : `${letter}${reaction.price?.amount}`
    })
    .join('+')
}

function formatEntry(entry: ProofEntry): string {
  const { gate, revision, cap, profile, reaction } = entry
  return `${gate.toString(36)}:${revision}:${cap}:${profile}:${formatReaction(reaction)}`
}

function parseEntry(text: string): ProofEntry {
  const match = ENTRY.exec(text)
  if (!match) throw invalidProof('one of its gates is malformed')
  const [, gate, revision, cap, profile, reaction] = match as unknown as Captures<5>
  return {
    gate: Number.parseInt(gate, 36) as GateNumber,
    revision: Number(revision),
    cap: Number(cap),
    profile: Number(profile),
    reaction: parseReaction(reaction),
  }
}

function parseReaction(text: string): ProofReaction {
  const pieces = text.split('+')
  const price = pieces.map(parsePrice).find((piece) => piece !== null) ?? null
  const flags = createFlags((kind) => pieces.includes(reactionKinds[kind].letter))
  const reaction = { ...flags, price }
  // A reaction has one spelling. Pieces that are reordered, repeated or unknown do not survive this round trip.
  if (formatReaction(reaction) !== text) throw invalidProof('the reaction of a gate is malformed')
  return reaction
}

function parsePrice(text: string): PricePiece | null {
  const [, letter, digits] = PRICE.exec(text) ?? []
  const kind = PRICE_KINDS.find((one) => reactionKinds[one].letter === letter)
  if (!kind || !digits) return null
  const amount = BigInt(digits)
  if (reactionKinds[kind].amount === 'share' && amount > MAX_HUNDREDTHS)
    throw invalidProof('a percentage is above 100')
  return { kind: reactionKinds[kind].letter, amount }
}

function invalidProof(why: string): InputError {
  return new InputError('ERR_PROOF_INVALID', `This is not a proof: ${why}.`, {
    hint: 'Connect the wallet again to get a fresh proof.',
  })
}

type Captures<N extends number> = N extends 7
  ? [string, string, string, string, string, string, string, string]
  : [string, string, string, string, string, string]
