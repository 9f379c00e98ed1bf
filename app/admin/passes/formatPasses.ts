import { standingOf } from '../../core/gate/standing.ts'
import type { Gate } from '../../core/gate/types.ts'
import { staffPassStateOf } from '../../core/staffPass/staffPassStateOf.ts'
import type { GatePasses, ListedPass, StaffPassState } from '../../core/staffPass/types.ts'
import { formatInstant, formatTimeZone } from '../formatInstant.ts'
import { formatShortText } from '../redemptions/formatUnits.ts'
import { composePassLink } from './composePassLink.ts'
import type { PassesView, PassProofView, PassView } from './views.ts'

export type FormatPassesParameters = GatePasses & {
  /** The page of one of the gate's products in the online store; null if none is known. */
  readonly storeUrl: string | null
  readonly now: number
}

/** Format the one-time passes of a gate. */
export function formatPasses(parameters: FormatPassesParameters): PassesView {
  const { gate, passes, next, shop, now } = parameters
  return {
    gate: {
      number: gate.number,
      name: gate.name,
      isActive: standingOf({ gate, now }) === 'active' && !gate.test.isOn,
    },
    mostUnits: gate.cap > 0 ? gate.cap : null,
    uncounted: describeUncounted(gate),
    passes: passes.map((one) => formatPass({ ...parameters, ...one })),
    next: next && `${next.createdAt}-${next.id}`,
    timeZone: formatTimeZone(shop.ianaTimezone),
  }
}

/** Who made a pass: a name, or what is known instead of one. */
function formatMaker(actor: string, staff: ReadonlyMap<string, string>): string {
  return staff.get(actor.slice('staff:'.length)) ?? 'Your staff'
}

function formatPass({
  pass,
  token,
  shop,
  staff,
  storeUrl,
  now,
}: FormatPassesParameters & ListedPass): PassView {
  const time = (at: number) => formatInstant({ at, timeZone: shop.ianaTimezone })
  const state = staffPassStateOf({ pass, now })
  return {
    id: pass.id,
    state,
    who: pass.wallet === null ? 'On your word' : formatShortText(pass.wallet),
    note: pass.note,
    units: pass.units === 1 ? '1 item' : `Up to ${pass.units} items`,
    made: `${formatMaker(pass.actor, staff)}, ${time(pass.createdAt)}`,
    ends: `${ENDS[state]} ${time(pass.endsAt)}`,
    link: state === 'open' ? composePassLink({ gate: pass.gate, token, storeUrl, shop }) : null,
    orderId: pass.use?.orderId == null ? null : Number(pass.use.orderId),
  }
}

const ENDS = {
  open: 'Valid until',
  used: 'Was valid until',
  withdrawn: 'Was valid until',
  expired: 'Ended',
} as const satisfies Record<StaffPassState, string>

/** What a pass without a wallet does not count, in a sentence. */
function describeUncounted({ limits: { perWallet, perToken } }: Pick<Gate, 'limits'>): string | null {
  const limits = [...(perWallet === null ? [] : ['wallet']), ...(perToken === null ? [] : ['NFT'])]
  if (limits.length === 0) return null
  return `Without a wallet, the pass does not count toward the limit per ${limits.join(' or per ')}.`
}

/** Format the attribute of a draft order, and until when it works. */
export function formatPassProof({
  proof,
  endsAt,
  ianaTimezone,
}: {
  readonly proof: string
  readonly endsAt: number
  readonly ianaTimezone: string
}): PassProofView {
  const until = formatInstant({ at: endsAt, timeZone: ianaTimezone })
  return { proof, until: `${until} (${formatTimeZone(ianaTimezone)})` }
}
