import { UpstreamError } from '../../core/errors/base.ts'
import { invalidGate } from '../../core/gate/invalidGate.ts'
import type { FieldIssue } from '../../core/gate/issues.ts'
import type { Subject } from '../../core/gate/types.ts'
import type { Needs } from '../context.ts'
import { findMissingSubjects } from './findMissingSubjects.ts'

/**
 * Check that the shop has the products, variants or collections of a gate. Those that the saved gate has already are
 * not looked up again, so a gate can be changed while Shopify does not answer.
 *
 * @throws {InputError} ERR_GATE_INVALID, which names each that the shop does not have as `products.<id>`
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST if Shopify does not answer: a gate must not name what nobody has checked
 * @throws {Response} a login. Nothing is saved yet, so the save may run again.
 */
export async function checkSubject(
  ctx: Needs<'shopify'>,
  { subject, saved }: { subject: Subject; saved: Subject | null },
): Promise<void> {
  const asked = removeKnown(subject, saved)
  const missing = await findMissingSubjects(ctx, { subject: asked }).catch((error: unknown) => {
    throw error instanceof UpstreamError ? unreadSubject(asked, error) : error
  })
  if (missing.length === 0) return
  const issues: Record<string, FieldIssue> = { products: 'subject-missing' }
  for (const id of missing) issues[`products.${id}`] = 'subject-missing'
  throw invalidGate(issues)
}

function unreadSubject({ kind }: Subject, cause: UpstreamError): UpstreamError {
  const { message, hint = '' } = cause
  const reason = `The gate was not saved, because Palisade could not look up its ${kind}. ${message}`
  return new UpstreamError('ERR_SHOPIFY_REQUEST', reason, { hint, cause })
}

function removeKnown(subject: Subject, saved: Subject | null): Subject {
  if (saved === null || subject.kind === 'all' || saved.kind === 'all') return subject
  if (subject.kind === 'variants') {
    if (saved.kind !== 'variants') return subject
    const known = new Set(saved.variants.map(formatVariant))
    return { ...subject, variants: subject.variants.filter((one) => !known.has(formatVariant(one))) }
  }
  if (saved.kind !== subject.kind) return subject
  return { ...subject, ids: subject.ids.filter((id) => !saved.ids.includes(id)) }
}

function formatVariant({ productId, variantId }: { productId: number; variantId: number }): string {
  return `${productId}/${variantId}`
}
