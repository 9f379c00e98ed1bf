import { findChain } from '../../core/chain/findChain.ts'
import type { TaggingState } from '../../core/customer/tagging.ts'
import { type CustomerCount, type CustomerRow, MOST_COUNTED } from '../../core/customer/types.ts'
import { formatCount } from '../list/formatCount.ts'

/** Title and text for a shop that tags customers without the permission. */
export const NOT_TAGGED_TITLE = 'Not tagged: permission missing'
export const NOT_TAGGED =
  'Palisade cannot tag customers, because Shopify does not let it change them yet. New customers wait for their tags.'

/** Count customers: `1 customer`, `1,000+ customers` where there may be more than were counted. */
export function formatCustomerCount(count: number, isMore = count >= MOST_COUNTED): string {
  return isMore ? `${count.toLocaleString('en')}+ customers` : formatCount(count, 'customer')
}

/** Describe what is so about the customers of a gate. Nothing is said that was not counted. */
export function describeCount(
  count: CustomerCount | null,
  formatAt: (at: number) => string,
  state: TaggingState,
): string[] {
  if (count === null) return ['No customers yet']
  const { tagged, isMore, waiting, leaving, unread, unreadChains, refused, checkedAt } = count
  const checked = checkedAt === null ? '' : `, last checked ${formatAt(checkedAt)}`
  const waits = state === 'not-allowed' ? 'waiting for your permission' : 'waiting for Shopify'
  return [
    `${formatCustomerCount(tagged, isMore)} tagged${checked}`,
    ...(waiting > 0 ? [`${formatCustomerCount(waiting)} ${waits}`] : []),
    ...(leaving > 0 ? [`${formatCustomerCount(leaving)} still to lose the tag`] : []),
    ...(refused > 0
      ? [`${formatCustomerCount(refused)} without the tag: Shopify allows 250 tags each, or refused this one`]
      : []),
    ...(unread > 0
      ? [`${formatCustomerCount(unread)} not checked: ${formatUnread(unreadChains)}. They keep the tag`]
      : []),
  ]
}

/** Describe why the list of customers is empty. */
export function describeNoCustomers({
  search,
  unknown,
  isOn,
}: {
  search: string
  /** What was searched for and could not be understood; null if nothing. */
  unknown: string | null
  /** Whether the shop tags customers. */
  isOn: boolean
}): string {
  if (unknown !== null)
    return 'This is neither a wallet nor the number of a customer. The number ends the address of the customer’s page in Shopify.'
  if (search !== '') return 'No tagged customer has this number or wallet.'
  return isOn
    ? 'When a signed-in customer unlocks a gate, they show here.'
    : 'Nobody is added while customers are not tagged.'
}

/** Describe what a customer has of a gate, in a word or two. */
export function describeRow(row: CustomerRow): string {
  const { isLeaving, needsWrite, refusal, unread, askedTag, ownTag } = row
  if (isLeaving) return 'Tag to be removed'
  if (needsWrite) return 'Waiting for Shopify'
  if (refusal === 'tags-full') return 'No tag: 250 tags already'
  if (refusal === 'refused') return 'No tag: refused by Shopify'
  if (askedTag === null) return 'No tag while the gate is paused'
  const how = ownTag === null ? 'Had the tag before' : 'Tagged'
  return unread === null ? how : `${how}, last check incomplete`
}

function formatUnread(chains: readonly string[]): string {
  const names = chains.map((slug) => findChain(slug)?.name ?? 'something')
  return `${[...new Set(names)].join(', ')} could not be read`
}
