import type { StandingKey } from '../../core/proofKey/types.ts'
import { formatZonedInstant } from '../formatZonedInstant.ts'
import type { KeysView } from './views.ts'

export type FormatKeysViewParameters = {
  readonly signing: StandingKey | null
  readonly phase:
    | { readonly kind: 'none' }
    | { readonly kind: 'spreading'; readonly next: StandingKey; readonly runAt: number | null }
    | { readonly kind: 'ending'; readonly endsAt: number }
  readonly problem: string | null
  readonly timeZone: string
  /** Unix seconds. */
  readonly now: number
}

/** Characters of the epoch to show: enough to tell two keys apart. Every proof contains the whole epoch. */
const SHOWN = 4

/** Format which key signs, and the state of its rotation. */
export function formatKeysView(parameters: FormatKeysViewParameters): KeysView {
  const { signing, phase, problem, timeZone } = parameters
  const isSigning = signing !== null && signing.signsFrom !== null
  return {
    signing: isSigning ? formatKeyName(signing) : null,
    since: isSigning ? formatZonedInstant({ at: signing.signsFrom ?? 0, timeZone }) : null,
    phase: phase.kind,
    progress: formatProgress(parameters),
    problem: phase.kind === 'none' ? null : problem,
  }
}

function formatProgress({ signing, phase, timeZone, now }: FormatKeysViewParameters): string | null {
  if (phase.kind === 'none') return null
  if (phase.kind === 'ending') {
    const until = formatZonedInstant({ at: phase.endsAt, timeZone })
    return `The new key signs now. Unlocks with the old key keep working until it ends on ${until}.`
  }
  const next = formatKeyName(phase.next)
  if (signing === null) {
    return `Palisade is sending the new key (${next}) to Shopify. Nobody can unlock a gate until Shopify has it. That takes a moment.`
  }
  const at =
    phase.runAt !== null && phase.runAt > now ? formatZonedInstant({ at: phase.runAt, timeZone }) : null
  return at === null
    ? `Palisade is sending the new key (${next}) to your checkout. The key starts to sign about five minutes later. Shoppers do not notice.`
    : `Palisade is sending the new key (${next}) to your checkout. The next step is due on ${at}. Shoppers do not notice.`
}

function formatKeyName({ epoch }: StandingKey): string {
  return `${epoch.slice(0, SHOWN)}…`
}
