import type { GateState } from '../storefront/types.ts'
import { formatTime } from './formatTime.ts'
import type { Texts } from './texts.ts'

/**
 * What a page shows of a gate: it can be used, will be, cannot be used now, or nothing.
 * @see extensions/gate-block/snippets/gate-facts.liquid
 */
export type Standing = 'running' | 'later' | 'shut' | 'hidden'

export function chooseStanding({ state, gives, needs }: GateState): Standing {
  const isExclusive = gives.exclusive === true
  const families = needs.chains.map(({ family }) => family)
  if (families.includes('flow') && !families.some((family) => family !== 'flow')) return 'shut'
  if (state === 'active') return gives.sold_out ? 'shut' : 'running'
  if (state === 'scheduled') return 'later'
  if (!isExclusive) return 'hidden'
  return state === 'paused' || gives.after_end === 'closed' ? 'shut' : 'hidden'
}

/** Describe the terms of a gate: how long one must have held, how often it may be used, and when it starts or ends. */
export function describeTerms({ gives, needs }: GateState, texts: Texts): string[] {
  const count = (name: string, value: unknown) =>
    typeof value === 'number' && value > 0 ? [texts(`terms.${name}`, { count: value })] : []
  return [
    ...describeHolding(needs, texts),
    ...count('per_wallet', gives.per_wallet),
    ...count('per_token', gives.per_token),
    ...count('total', gives.total),
    ...count('cap', gives.cap),
    ...(gives.guard === 'account' ? [texts('terms.account')] : []),
    ...(gives.ends_at === null ? [] : [texts('terms.ends', { time: formatTime(gives.ends_at) })]),
  ]
}

/** Say why a gate cannot be used now, or when it can. */
export function describeShut({ state, gives }: GateState, texts: Texts): string {
  if (state === 'scheduled' && gives.starts_at !== null)
    return texts('terms.starts', { time: formatTime(gives.starts_at) })
  if (state === 'ended') return texts('terms.over')
  if (state === 'active') return gives.sold_out ? texts('refused.used_up_total') : texts('terms.flow')
  return texts('refused.paused')
}

function describeHolding(needs: GateState['needs'], texts: Texts): string[] {
  const hours = Number(needs.held_for_hours ?? 0)
  const isLong = hours >= 48 || hours === 24
  const time = isLong
    ? texts('needs.days', { count: Math.round(hours / 24) })
    : texts('needs.hours', { count: hours })
  return [
    ...(hours > 0 ? [texts('needs.held_for', { time })] : []),
    ...(needs.as_of === true ? [texts('needs.as_of')] : []),
  ]
}
