import { z } from 'zod'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import type { WalletAddress } from '../../core/chain/types.ts'
import { InputError, NotFoundError } from '../../core/errors/base.ts'
import type { CorrectedUnit, ReservationState } from '../../core/redemption/types.ts'
import { createFreeTextSchema } from '../createFreeTextSchema.ts'
import { parseForm } from '../parseForm.ts'

const STATES = { open: true, committed: true, released: true, lapsed: true } as const satisfies Record<
  ReservationState,
  true
>

export type RedemptionQuery = {
  readonly gate: number | undefined
  readonly state: ReservationState | undefined
  readonly before: bigint | undefined
}

/** Parse which uses to list. Invalid parameters are ignored. */
export function parseRedemptionQuery(query: URLSearchParams): RedemptionQuery {
  const gate = /^[1-9][0-9]{0,9}$/.exec(query.get('gate') ?? '')?.[0]
  const state = query.get('state') ?? ''
  const before = /^[1-9][0-9]{0,18}$/.exec(query.get('before') ?? '')?.[0]
  return {
    gate: gate === undefined ? undefined : Number(gate),
    state: Object.hasOwn(STATES, state) ? (state as ReservationState) : undefined,
    before: before === undefined ? undefined : BigInt(before),
  }
}

/** Parse the reservation id in a URL. @throws {NotFoundError} ERR_RESERVATION_NOT_FOUND */
export function parseReservationId(text: string | undefined): bigint {
  if (text && /^[1-9][0-9]{0,17}$/.test(text)) return BigInt(text)
  throw new NotFoundError('ERR_RESERVATION_NOT_FOUND', 'This use does not exist in this shop.', {
    hint: 'Go back to the list of redemptions.',
  })
}

const Reason = createFreeTextSchema({ least: 1, most: 500 })
const ReleaseBody = z.strictObject({ reason: Reason })
const CorrectionBody = z.strictObject({
  gate: z.int().positive(),
  /** `wallet`, or the start of a token's key. */
  what: z.string().regex(/^(?:wallet|(?:eip155:[0-9]{1,15}|[a-z][a-z0-9-]{0,39})(?::0x[0-9a-f]{40})?)$/),
  text: z.string().max(200),
  change: z.enum(['add', 'remove']),
  reason: Reason,
})

/** Parse why staff release a reservation. @throws {InputError} ERR_BODY_INVALID */
export const parseRelease = (value: unknown) => parseForm(ReleaseBody, value)

export type Correction = {
  readonly gate: number
  readonly unit: CorrectedUnit
  readonly change: 'add' | 'remove'
  readonly reason: string
}

/**
 * Parse a use that staff record or remove.
 *
 * @throws {InputError} ERR_BODY_INVALID, ERR_ADDRESS_INVALID
 */
export function parseCorrection(value: unknown): Correction {
  const { gate, what, text, change, reason } = parseForm(CorrectionBody, value)
  return { gate, change, reason, unit: parseUnit({ what, text: text.trim() }) }
}

/** Parse an address that staff paste. The error's text names what the address should belong to. */
function readAddress(text: string, owner: string): WalletAddress {
  try {
    return parseAnyAddress(text)
  } catch {
    throw new InputError('ERR_ADDRESS_INVALID', `This is not the address of ${owner}.`, {
      hint: 'Copy the full address from the wallet or a block explorer.',
    })
  }
}

/** @see ../../flows/unlocks/reserveGates.ts for how the ledger names tokens */
function parseUnit({ what, text }: { what: string; text: string }): CorrectedUnit {
  if (what === 'wallet') return { kind: 'wallet', key: readAddress(text, 'a wallet') }
  if (!what.includes(':')) return { kind: 'token', key: `${what}:${readAddress(text, 'an NFT')}` }
  const digits = /^#?([0-9]{1,78})$/.exec(text)?.[1]
  if (digits === undefined) {
    throw new InputError('ERR_BODY_INVALID', 'This is not a token ID.', {
      hint: 'Enter the ID in digits, such as 4021.',
    })
  }
  return { kind: 'token', key: `${what}:${BigInt(digits)}` }
}
