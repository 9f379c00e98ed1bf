import { PalisadeError } from '../../core/errors/base.ts'
import { findDetails } from '../../core/errors/details.ts'
import type { GateForm } from '../../core/gate/form.ts'
import { type GateEntry, type GatesFile, setFormZone } from '../../core/gate/gatesFile.ts'
import type { FieldIssues } from '../../core/gate/issues.ts'
import type { Shop } from '../../core/gate/shop.ts'
import type { Gate, GateDraft } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { type DraftNeeds, draftFromForm } from './draftFromForm.ts'

export type CheckGateEntryParameters = {
  readonly myshopifyDomain: string
  /** The head of the file. */
  readonly file: Pick<GatesFile, 'shop' | 'timeZone'>
  readonly entry: GateEntry
}
/** What an import would do with a gate of a file. */
export type GatePreview = {
  readonly shop: Shop
  /** The form that a save must send: its times are in this shop's time zone. */
  readonly form: GateForm
  /** The gate that the import changes; null if it creates one. */
  readonly gate: Gate | null
  /** The gate that would be saved, or why it cannot be. */
  readonly result:
    | { readonly kind: 'ready'; readonly draft: GateDraft }
    | { readonly kind: 'refused'; readonly fields: FieldIssues }
}

/**
 * Say what an import would do with a gate of a file, and change nothing. Contracts, lists and blocks are checked as at a
 * save. Only a file of this shop changes gates; the gates of another shop's are created.
 * @throws {NotFoundError} ERR_SHOP_NOT_FOUND
 */
export async function checkGateEntry(
  ctx: Needs<'shops' | 'gates'> & DraftNeeds,
  { myshopifyDomain, file, entry }: CheckGateEntryParameters,
): Promise<GatePreview> {
  const shop = await ctx.shops.load(myshopifyDomain)
  const numbers = file.shop === myshopifyDomain && entry.number !== undefined ? [entry.number] : []
  const [gate = null] = await ctx.gates.find({ shopId: shop.id, numbers })
  const form = setFormZone({ form: entry.form, from: file.timeZone, to: shop.ianaTimezone })
  return { shop, form, gate, result: await draftEntry(ctx, { shop, form, saved: gate }) }
}

async function draftEntry(
  ctx: DraftNeeds,
  parameters: Parameters<typeof draftFromForm>[1],
): Promise<GatePreview['result']> {
  try {
    return { kind: 'ready', draft: await draftFromForm(ctx, parameters) }
  } catch (error) {
    const details = error instanceof PalisadeError ? findDetails(error, 'ERR_GATE_INVALID') : undefined
    if (!details) throw error
    return { kind: 'refused', fields: details.fields }
  }
}
