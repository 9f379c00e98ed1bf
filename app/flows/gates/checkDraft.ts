import { nullIfKnown } from '../../core/errors/nullIfKnown.ts'
import { draftSchedule } from '../../core/gate/draftTerms.ts'
import type { GateForm } from '../../core/gate/form.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { standingOf } from '../../core/gate/standing.ts'
import type { GateStanding } from '../../core/gate/types.ts'
import type { ProvenWallet, TypedWallet } from '../../core/login/types.ts'
import type { CheckReport, Requirement, Snapshot, Verdict } from '../../core/requirement/types.ts'
import type { Needs } from '../context.ts'
import { addTokenIds } from '../unlocks/addTokenIds.ts'
import { checkWallets } from '../unlocks/checkWallets.ts'
import { type ReadCheckedWalletsResult, readCheckedWallets } from '../unlocks/readCheckedWallets.ts'
import { draftRequirementFromForm } from './draftRequirementFromForm.ts'
import type { DraftFactNeeds } from './readDraftFacts.ts'

type DraftCheckNeeds = DraftFactNeeds &
  Needs<'now' | 'shops' | 'readBalances' | 'readTokenIds' | 'readEnsAddresses'>
type Asked = { readonly myshopifyDomain: string; readonly form: GateForm }

export type CheckDraftResult = {
  readonly shop: Shop
  readonly requirement: Requirement
  /** The standing that the gate would have if the form were saved. */
  readonly standing: GateStanding
  readonly report: CheckReport
  readonly verdict: Verdict
  readonly names: ReadCheckedWalletsResult['names']
}

/**
 * Check whether the wallets of one person meet the conditions of a form, saved or not. Unlocks nothing.
 *
 * @throws {InputError} ERR_GATE_INVALID with the issues of the conditions; ERR_ADDRESS_INVALID for an unknown name;
 * ERR_CHAIN_UNKNOWN if `at` names a chain that the form does not read
 * @throws {UpstreamError} ERR_CHAIN_READ if a name could not be looked up
 */
export async function checkDraft(
  ctx: DraftCheckNeeds,
  {
    myshopifyDomain,
    form,
    typed,
    at,
  }: Asked & {
    readonly typed: readonly TypedWallet[]
    readonly at: Snapshot | null
  },
): Promise<CheckDraftResult> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const requirement = await draftRequirementFromForm(ctx, { shop, form })
  const { wallets, names } = await readCheckedWallets(ctx, { typed })
  const asked = { shopId: shop.id, requirement, vaults: [], maxAgeSeconds: 0 }
  const checked = await checkWallets(ctx, { ...asked, wallets, at })
  const { snapshots } = requirement
  const report = await addTokenIds(ctx, {
    report: checked.report,
    snapshots: at ? [at, ...snapshots] : snapshots,
  })
  return { shop, requirement, standing: standingOfForm(ctx, { shop, form }), ...checked, report, names }
}

/** A schedule that cannot be read yet does not count. */
function standingOfForm(ctx: Needs<'now'>, { shop, form }: { shop: Shop; form: GateForm }): GateStanding {
  const { ianaTimezone } = shop
  const schedule = draftSchedule({ form, ianaTimezone, report: () => undefined })
  return standingOf({ gate: { state: form.state, schedule, deletedAt: null }, now: ctx.now() })
}

/** A wallet of a list, and what was found. */
export type CheckedEntry =
  | {
      readonly kind: 'checked'
      readonly wallet: ProvenWallet
      readonly report: CheckReport
      readonly verdict: Verdict
    }
  /** A name that stands for no wallet, or could not be looked up. */
  | { readonly kind: 'unread-name' }

/**
 * Check each wallet of a list by itself against the conditions of a form. The answers are in the order of `typed`.
 * Costs a request for each wallet and EVM chain, a few at once.
 *
 * @throws {InputError} ERR_GATE_INVALID with the issues of the conditions
 */
export async function checkDraftList(
  ctx: DraftCheckNeeds,
  { myshopifyDomain, form, typed }: Asked & { readonly typed: readonly TypedWallet[] },
): Promise<{ readonly shop: Shop; readonly entries: readonly CheckedEntry[] }> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const requirement = await draftRequirementFromForm(ctx, { shop, form })
  const entries = await Promise.all(
    typed.map(async (one): Promise<CheckedEntry> => {
      const found = await readCheckedWallets(ctx, { typed: [one] }).catch(nullIfKnown)
      const [wallet] = found?.wallets ?? []
      if (!wallet) return { kind: 'unread-name' }
      const asked = { shopId: shop.id, requirement, vaults: [], at: null, maxAgeSeconds: 0 }
      return { kind: 'checked', wallet, ...(await checkWallets(ctx, { ...asked, wallets: [wallet] })) }
    }),
  )
  return { shop, entries }
}
