/**
 * Every kind of message that receivers get, and the fields of its `data`. The types, the reader of stored messages, the
 * triggers of Shopify Flow and the document for developers follow from this table.
 *
 * `personal` fields are there only if the merchant lets this receiver see wallets.
 */
export const MESSAGES = {
  'gate.unlocked': {
    says: 'A shopper opened a gate.',
    fields: { gate: 'number' },
    personal: { wallets: 'texts' },
  },
  'gate.refused': {
    says: 'A gate stayed closed for a shopper.',
    fields: { gate: 'number', because: 'text' },
    personal: { wallets: 'texts' },
  },
  'gate.redeemed': {
    says: 'An order used a gate.',
    fields: { gate: 'number', orderId: 'number', orderName: 'text' },
    personal: { wallets: 'texts', tokens: 'texts' },
  },
  'gate.released': {
    says: 'A use of a gate was given back.',
    fields: { gate: 'number', because: 'text', orderId: 'number?', orderName: 'text?' },
    personal: { wallets: 'texts', tokens: 'texts' },
  },
  'order.held': {
    says: 'An order that broke a rule was held.',
    fields: { orderId: 'number', orderName: 'text', because: 'text' },
    personal: {},
  },
  'list.changed': {
    says: 'A list of wallets was changed.',
    fields: { listId: 'text', listName: 'text', change: 'text', size: 'number' },
    personal: {},
  },
  'gate.changed': {
    says: 'A gate was created, saved or deleted.',
    fields: { gate: 'number', gateName: 'text', change: 'text', state: 'text', by: 'text' },
    personal: {},
  },
  'message.test': {
    says: 'Somebody pressed “Send a test message”.',
    fields: {},
    personal: {},
  },
} as const satisfies Readonly<Record<string, MessageKindFacts>>

/** The fields that only a receiver which may see wallets has. */
export const PERSONAL_FIELDS: readonly string[] = [
  ...new Set(Object.values(MESSAGES).flatMap(({ personal }) => Object.keys(personal))),
]

type FieldKind = 'number' | 'text' | 'texts' | 'number?' | 'text?'
type MessageKindFacts = {
  /** One sentence for people. */
  readonly says: string
  readonly fields: Readonly<Record<string, FieldKind>>
  readonly personal: Readonly<Record<string, FieldKind>>
}

export type MessageKind = keyof typeof MESSAGES
/** A kind that a receiver may choose: all but the test, which it gets when staff ask for one. */
export type ChosenKind = Exclude<MessageKind, 'message.test'>

export const CHOSEN_KINDS = (Object.keys(MESSAGES) as MessageKind[]).filter(
  (kind): kind is ChosenKind => kind !== 'message.test',
)

type ValueOf<Kind extends FieldKind> = {
  number: number
  text: string
  texts: readonly string[]
  'number?': number | null
  'text?': string | null
}[Kind]
type Values<Fields extends Readonly<Record<string, FieldKind>>> = {
  readonly [Name in keyof Fields]: ValueOf<Fields[Name]>
}

/** The `data` of a message, without the shop. */
export type MessageData<Kind extends MessageKind = MessageKind> = {
  [Each in Kind]: Values<(typeof MESSAGES)[Each]['fields']>
}[Kind]
/** What a message says beside it to a receiver that may see wallets. */
export type PersonalData<Kind extends MessageKind = MessageKind> = {
  [Each in Kind]: Values<(typeof MESSAGES)[Each]['personal']>
}[Kind]
