import type { ChosenKind } from '../../core/message/kinds.ts'

/** What staff read about each kind of message. */
export const KIND_WORDS = {
  'gate.unlocked': 'A shopper opened a gate',
  'gate.refused': 'A gate stayed closed for a shopper',
  'gate.redeemed': 'An order used a gate',
  'gate.released': 'A use of a gate was given back',
  'order.held': 'An order was held',
  'list.changed': 'A list was changed',
  'gate.changed': 'A gate was changed',
} as const satisfies Record<ChosenKind, string>

/** What the pages of receivers are called. */
export const RECEIVERS_TITLE = { shopify: 'Webhooks and Shopify Flow', bigcommerce: 'Webhooks' } as const

/** Where the pages of receivers are. */
export const RECEIVERS_URL = '/app/settings/webhooks'
