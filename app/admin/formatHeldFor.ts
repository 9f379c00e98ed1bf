import { findChain } from '../core/chain/findChain.ts'
import type { GateForm } from '../core/gate/form.ts'
import { formatHeldForm } from '../core/gate/formatHeldForm.ts'
import { countHeldBlocks, HOUR_MS, parseHeldFor } from '../core/requirement/holdingTime.ts'
import type { Requirement } from '../core/requirement/types.ts'
import { formatCount } from './list/formatCount.ts'

type HoldingTime = Pick<Requirement, 'heldForBlocks' | 'heldForHours'>

const DAY_HOURS = 24

/** Format a holding time for people: `7 days`, `36 hours` or `7,200 blocks`. */
export function formatHeldFor(holding: HoldingTime): string {
  const { amount, unit } = formatHeldForm(holding)
  return formatCount(Number(amount), unit.slice(0, -1))
}

/**
 * Format how many blocks a holding time is on each chain, or how long its blocks take there; null if there is no
 * holding time yet, or no chain.
 */
export function formatHeldChains({
  heldFor,
  chains,
}: {
  heldFor: GateForm['heldFor']
  /** Slugs of EVM chains. */
  chains: readonly string[]
}): string | null {
  const holding = parseHeldFor(heldFor)
  const known = chains.flatMap((slug) => findChain(slug) ?? [])
  if (!holding || known.length === 0) return null
  const parts = known.map(({ slug, name, blockMs }) =>
    heldFor.unit === 'blocks'
      ? `${formatSpan((holding.heldForBlocks * blockMs) / HOUR_MS)} on ${name}`
      : `${formatCount(countHeldBlocks(holding, slug), 'block')} on ${name}`,
  )
  return `About ${new Intl.ListFormat('en').format(parts)}.`
}

function formatSpan(hours: number): string {
  if (hours < 1) return formatCount(Math.max(1, Math.round(hours * 60)), 'minute')
  return hours < 2 * DAY_HOURS
    ? formatCount(Math.round(hours), 'hour')
    : formatCount(Math.round(hours / DAY_HOURS), 'day')
}
