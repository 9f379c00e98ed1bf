import { NotFoundError } from '../../core/errors/base.ts'
import { SECTIONS } from '../page/sections.ts'

/** Parse a discount's number in a URL of Shopify's. @throws {NotFoundError} ERR_NOT_FOUND */
export function parseDiscountId(text: string | undefined): number {
  if (text && /^[1-9][0-9]{0,15}$/.test(text)) return Number(text)
  throw new NotFoundError('ERR_NOT_FOUND', 'There is no such discount.')
}

/**
 * Compose where the link of a discount leads: to the page of its only gate, or to the list of its gates. `query` has
 * what Shopify adds to every URL of the app, and stays.
 */
export function composeDiscountUrl({
  found,
  query,
}: {
  found: { readonly profile: number; readonly numbers: readonly number[] } | null
  query: URLSearchParams
}): string {
  const kept = new URLSearchParams(query)
  const [number, ...others] = found?.numbers ?? []
  if (number !== undefined && others.length === 0) return `${SECTIONS.gates.url}/${number}?${kept}`
  if (found && others.length > 0) kept.set('profile', String(found.profile))
  return `${SECTIONS.gates.url}?${kept}`
}
