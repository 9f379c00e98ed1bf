import { loadChain } from '../chain/loadChain.ts'
import type { ChainSlug } from '../chain/types.ts'
import type { Requirement } from './types.ts'

/** The largest `heldForBlocks`: two weeks of Ethereum, half a day of the fastest chains. */
export const MAX_HELD_BLOCKS = 100_000
/** The largest `heldForHours`: a year. */
export const MAX_HELD_HOURS = 8_760
/** Milliseconds of an hour. */
export const HOUR_MS = 3_600_000
const DAY_HOURS = 24

type HoldingTime = Pick<Requirement, 'heldForBlocks' | 'heldForHours'>

/** Whether a requirement must also have been met some time ago. */
export function isHeld({ heldForBlocks, heldForHours }: HoldingTime): boolean {
  return heldForBlocks > 0 || heldForHours > 0
}

/** Count the blocks of a holding time on a chain. Hours are counted at the chain's usual pace. */
export function countHeldBlocks({ heldForBlocks, heldForHours }: HoldingTime, chain: ChainSlug): number {
  const { blockMs } = loadChain(chain)
  return heldForHours > 0 ? Math.ceil((heldForHours * HOUR_MS) / blockMs) : heldForBlocks
}

/**
 * Count the hours of a holding time. Blocks count at the usual pace of the slowest of the chains, and are at least an
 * hour; 0 without a holding time.
 */
export function countHeldHours(
  { heldForBlocks, heldForHours }: HoldingTime,
  chains: readonly ChainSlug[],
): number {
  const pace = Math.max(0, ...chains.map((chain) => loadChain(chain).blockMs))
  return heldForHours || Math.max(Math.round((heldForBlocks * pace) / HOUR_MS), heldForBlocks && 1)
}

/** Parse a holding time that a merchant enters; null if it is not a whole number, is 0, or is too long. */
export function parseHeldFor({
  amount,
  unit,
}: {
  readonly amount: string
  readonly unit: 'days' | 'hours' | 'blocks'
}): HoldingTime | null {
  const count = /^[0-9]{1,9}$/.test(amount.trim()) ? Number(amount) : 0
  const heldForBlocks = unit === 'blocks' ? count : 0
  const heldForHours = unit === 'blocks' ? 0 : unit === 'days' ? count * DAY_HOURS : count
  const isShort = heldForBlocks <= MAX_HELD_BLOCKS && heldForHours <= MAX_HELD_HOURS
  return count > 0 && isShort ? { heldForBlocks, heldForHours } : null
}
