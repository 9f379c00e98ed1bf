import { z } from 'zod'
import { parseAnyAddress } from '../../core/chain/parseAnyAddress.ts'
import { InputError, NotFoundError } from '../../core/errors/base.ts'
import { parseForm } from '../parseForm.ts'
import { parseGateNumber } from '../parseGateNumber.ts'

/** A customer's id, alone or at the end of their address in Shopify's admin or a global id. */
const ID = /^(?:.*\/customers?\/)?([1-9][0-9]{0,15})(?:[?#/].*)?$/i

/** What staff look for among customers. */
export type CustomerSearch = {
  readonly asked: { readonly customerId?: string; readonly wallet?: string }
  /** The text, if it is neither a customer nor a wallet. */
  readonly unknown: string | null
  /** The last customer of the previous page. */
  readonly before: string | undefined
}

/** Parse the search of the page of customers: an id, an address of the admin, or a wallet. */
export function parseCustomerSearch(query: URLSearchParams): CustomerSearch {
  const before = /^[1-9][0-9]{0,15}$/.exec(query.get('before') ?? '')?.[0]
  return { ...parseAsked((query.get('search') ?? '').trim()), before }
}

function parseAsked(text: string): Pick<CustomerSearch, 'asked' | 'unknown'> {
  if (text === '') return { asked: {}, unknown: null }
  const customerId = ID.exec(text)?.[1]
  if (customerId !== undefined) return { asked: { customerId }, unknown: null }
  try {
    return { asked: { wallet: parseAnyAddress(text) }, unknown: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    // An id that no customer has: an unknown text must not list everybody.
    return { asked: { customerId: '0' }, unknown: text.slice(0, 80) }
  }
}

/** Parse a customer's id in a URL. @throws {NotFoundError} ERR_NOT_FOUND */
export function parseCustomerId(text: string | undefined): string {
  if (text !== undefined && /^[1-9][0-9]{0,15}$/.test(text)) return text
  throw new NotFoundError('ERR_NOT_FOUND', 'This is not the number of a customer.', {
    hint: 'Go back to the list of customers.',
  })
}

const TagBody = z.strictObject({
  tag: z.string().max(500),
  isOn: z.boolean(),
  removesWhenPaused: z.boolean(),
})

/** Parse how a gate tags customers. @throws {InputError} ERR_BODY_INVALID. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
export function parseTagForm(value: unknown, { number }: { readonly number?: string | undefined }) {
  return { number: parseGateNumber(number), ...parseForm(TagBody, value) }
}
