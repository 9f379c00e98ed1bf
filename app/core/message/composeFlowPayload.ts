import { MESSAGES, type MessageKind } from './kinds.ts'
import type { KnownData, Message } from './types.ts'

/** The fields of every kind. */
type FieldName = {
  [Kind in MessageKind]: keyof (typeof MESSAGES)[Kind]['fields'] | keyof (typeof MESSAGES)[Kind]['personal']
}[MessageKind]

/**
 * What Shopify Flow calls each field. A key of a trigger has letters and spaces alone; `order_id` names an order of the
 * shop, whose own fields a workflow may use.
 * @see https://shopify.dev/docs/apps/build/flow/triggers/reference
 */
const FLOW_KEYS = {
  gate: 'Gate number',
  because: 'Reason',
  orderId: 'order_id',
  orderName: 'Order name',
  listId: 'List id',
  listName: 'List name',
  change: 'Change',
  size: 'Size',
  gateName: 'Gate name',
  state: 'State',
  by: 'Changed by',
  wallets: 'Wallets',
  tokens: 'Tokens',
} as const satisfies Readonly<Record<FieldName, string>>

/** The handle of the trigger of a kind: `gate-unlocked` of `gate.unlocked`. */
export function toTriggerHandle(kind: MessageKind): string {
  return kind.replace('.', '-')
}

/** The keys of a kind's trigger, in the order of the table of kinds. */
export function listFlowKeys(
  kind: MessageKind,
): { readonly key: string; readonly type: 'number' | 'text' | 'order' }[] {
  const { fields, personal } = MESSAGES[kind]
  return Object.entries({ ...fields, ...personal }).flatMap(([name, type]) => {
    const key = FLOW_KEYS[name as FieldName]
    // Flow needs every reference that a trigger names, and this one may be missing.
    if (name === 'orderId' && type === 'number?') return []
    return [
      { key, type: name === 'orderId' ? 'order' : type.startsWith('number') ? 'number' : 'text' } as const,
    ]
  })
}

/** Compose what starts the workflows of a message. A trigger has every key, so what is not told is an empty text. */
export function composeFlowPayload({ kind, data }: Pick<Message, 'kind'> & { readonly data: KnownData }): {
  readonly handle: string
  readonly payload: Readonly<Record<string, string | number>>
} {
  const values = new Map<string, unknown>(
    Object.entries(data).map(([name, value]) => [FLOW_KEYS[name as FieldName], value]),
  )
  const payload = listFlowKeys(kind).map(({ key, type }) => {
    const value = values.get(key)
    if (type !== 'text') return [key, Number(value)] as const
    return [key, Array.isArray(value) ? value.join(', ') : String(value ?? '')] as const
  })
  return { handle: toTriggerHandle(kind), payload: Object.fromEntries(payload) }
}
