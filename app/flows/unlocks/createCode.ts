import { formatCodeTitle } from '../../core/accessCode/formatCodeTitle.ts'
import { type PlannedCode, planCodes } from '../../core/accessCode/planCodes.ts'
import type { AccessCode, AccessCodeWant } from '../../core/accessCode/types.ts'
import { PalisadeError } from '../../core/errors/base.ts'
import type { Gate } from '../../core/gate/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { CodeDiscount } from '../../ports/shopify.ts'
import type { Needs } from '../context.ts'
import { deleteCode } from './deleteCode.ts'

export type CreateCodeParameters = {
  readonly visit: Visit
  readonly gate: Gate
  readonly want: AccessCodeWant
  /** The code's row as it was read. */
  readonly found: AccessCode
}

/** Seconds by which a code starts early, because Shopify's clock may differ from ours. */
const EARLIER = 60

/**
 * Create or update a code at Shopify with its gate's terms and end. Returns the code, or null if it was used or
 * withdrawn meanwhile. A half-made code of an earlier request is found by its text and finished.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 */
export async function createCode(
  ctx: Needs<'now' | 'accessCodes' | 'shopify'>,
  parameters: CreateCodeParameters,
): Promise<string | null> {
  const { visit, gate, want } = parameters
  const { shopId } = visit
  const row = await renewRow(ctx, parameters)
  if (row === null) return null
  const { code } = row
  if (row.state === 'made' && row.endsAt >= want.endsAt) return code
  // An end never moves earlier: the shopper has seen it.
  const endsAt = Math.max(row.endsAt, want.endsAt)
  const isNew = row.state === 'making' && code === want.newCode
  let discountId: string | null = null
  for (const planned of planCodes({ gate, code })) {
    const known = discountId === null ? row.discountId : null
    const made = await writeCode(ctx, { ...parameters, planned, row, known, isNew, endsAt })
    discountId ??= made
  }
  if (discountId === null) return null
  if (await ctx.accessCodes.setMade({ shopId, code, discountId, endsAt })) return code
  // The gate was paused or revised while the code was made.
  await deleteCode(ctx, { shopId, code: { ...row, discountId } })
  return null
}

/**
 * Choose the row to make. A row with other terms or another customer is replaced, unless its code was used: then null.
 */
async function renewRow(
  ctx: Needs<'now' | 'accessCodes' | 'shopify'>,
  { visit, gate, want, found }: CreateCodeParameters,
): Promise<AccessCode | null> {
  const { shopId, id: visitId } = visit
  const isGone = found.state === 'gone'
  const isSame = (row: AccessCode) => row.revision === gate.revision && row.buyer === want.buyer
  if (!isGone && isSame(found)) return found
  if (!isGone) {
    const standing = await ctx.shopify.findCodeDiscount({ code: found.code })
    // The code was used: its order is not settled yet and is found by the code.
    if (standing && standing.usedCount > 0) return null
    await deleteCode(ctx, { shopId, code: found })
  }
  const row = await ctx.accessCodes.replace({ shopId, visitId, code: found.code, want, at: ctx.now() })
  return isSame(row) && row.state !== 'gone' ? row : null
}

type PutCode = CreateCodeParameters & {
  readonly planned: PlannedCode
  readonly row: AccessCode
  /** The gid of its discount, or null if unknown. */
  readonly known: string | null
  /** Whether no earlier request can have made the code. */
  readonly isNew: boolean
  readonly endsAt: number
}

async function writeCode(ctx: Needs<'shopify'>, parameters: PutCode): Promise<string> {
  const { gate, planned, row, known, isNew, endsAt } = parameters
  const discount: CodeDiscount = {
    ...planned,
    title: formatCodeTitle(gate),
    subject: gate.subject,
    startsAt: row.createdAt - EARLIER,
    endsAt,
    ...(row.buyer === '0' ? {} : { customerId: BigInt(row.buyer) }),
  }
  const { code } = planned
  const standing = known ?? (isNew ? null : (await ctx.shopify.findCodeDiscount({ code }))?.discountId)
  if (standing) {
    await ctx.shopify.updateCodeDiscount({ ...discount, discountId: standing })
    return standing
  }
  try {
    return (await ctx.shopify.createCodeDiscount(discount)).discountId
  } catch (error) {
    if (!(error instanceof PalisadeError)) throw error
    // The code exists: a concurrent request made it, or Shopify's earlier answer was lost.
    const taken = await ctx.shopify.findCodeDiscount({ code })
    if (!taken) throw error
    return taken.discountId
  }
}
