import type { Shop } from '../../core/gate/shop.ts'
import { composeReceipt } from '../../core/receipt/composeReceipt.ts'
import { listReceiptUses } from '../../core/receipt/listReceiptUses.ts'
import { listUsedReceipts } from '../../core/receipt/listUsedReceipts.ts'
import type { Receipt } from '../../core/receipt/types.ts'
import type { GrantRow } from '../../core/redemption/types.ts'
import type { SettledGate, SettlementRow } from '../../core/settlement/types.ts'
import { formatSortedJson } from '../../core/text/formatSortedJson.ts'
import { formatUuid } from '../../core/text/formatUuid.ts'
import type { Needs } from '../context.ts'

export type EnsureReceiptsNeeds = Needs<
  'now' | 'createRandomHex' | 'hashSecret' | 'issuer' | 'tokens' | 'ledger' | 'receipts'
>
type Parameters = { readonly shop: Shop; readonly row: SettlementRow }

/**
 * Sign the receipts of a settled order that are missing; returns those of the gates that it uses now. A gate has none
 * that a pass of the staff opened, or a proof of a version that did not record the blocks.
 *
 * @throws {UpstreamError} ERR_CLOCK_WRONG
 */
export async function ensureReceipts(
  ctx: EnsureReceiptsNeeds,
  { shop, row }: Parameters,
): Promise<readonly Receipt[]> {
  const uses = listReceiptUses(row)
  if (uses.length === 0) return []
  const of = { shopId: shop.id, orderId: row.orderId }
  const isOf = (one: SettledGate) => (other: SettledGate) =>
    one.gate === other.gate && one.revision === other.revision && one.grant === other.grant
  const listUsed = (receipts: readonly Receipt[]) => listUsedReceipts({ row, receipts })
  const standing = await ctx.receipts.find(of)
  const missing = uses.filter((use) => !standing.some(isOf(use)))
  const made = missing.length > 0 ? await signReceipts(ctx, { shop, row, uses: missing }) : []
  if (made.length === 0) return listUsed(standing)
  await ctx.receipts.add({ ...of, receipts: made })
  // Another process may have stored its own first.
  return listUsed(await ctx.receipts.find(of))
}

async function signReceipts(
  ctx: EnsureReceiptsNeeds,
  { shop, row, uses }: Parameters & { readonly uses: readonly SettledGate[] },
): Promise<Omit<Receipt, 'condition'>[]> {
  const { id: shopId, myshopifyDomain } = shop
  const grants = await ctx.ledger.findGrants({ shopId, ids: [...new Set(uses.map(({ grant }) => grant))] })
  const paid = grants.filter(({ state, orderId }) => state === 'paid' && orderId === BigInt(row.orderId))
  const conditions = await ctx.receipts.findConditions({ shopId, uses })
  const made: Omit<Receipt, 'condition'>[] = []
  for (const use of uses) {
    const seen = findSeen(paid, use)
    const found = conditions.find(({ gate, revision }) => gate === use.gate && revision === use.revision)
    if (!seen?.blocks || !found) continue
    const createdAt = ctx.now()
    const claims = composeReceipt({
      issuer: ctx.issuer,
      id: formatUuid(ctx.createRandomHex(16)),
      issuedAt: createdAt,
      shop: myshopifyDomain,
      seen: { ...seen, blocks: seen.blocks },
      conditionSha256: ctx.hashSecret(formatSortedJson(found.condition)),
    })
    made.push({ ...use, token: await ctx.tokens.signReceipt(claims), createdAt })
  }
  return made
}

function findSeen(grants: readonly GrantRow[], { gate, revision, grant }: SettledGate) {
  const seen = grants.find(({ id }) => id === grant)?.gates
  return seen?.find((one) => one.gate === gate && one.revision === revision)
}
