import { InputError } from '../errors/base.ts'
import type { Gate } from '../gate/types.ts'
import type { CustomerTag, WantedTags } from './types.ts'

/**
 * Most characters of a customer's tag, and most tags of a customer.
 * @see https://shopify.dev/docs/api/admin-graphql/latest/input-objects/OrderCreateUpsertCustomerAttributesInput (tags)
 */
export const MOST_TAG = 255
export const MOST_TAGS = 250

/** Tags are compared as Shopify does: without case, and without spaces around them. */
export function toComparableTag(tag: string): string {
  return tag.trim().toLowerCase()
}

/** The tag of a gate that nobody named: the gate's name without commas, by which Shopify separates tags. */
export function formatDefaultTag({ name, number }: Pick<Gate, 'name' | 'number'>): string {
  const tag = [...name.replace(/[\s,\p{C}]+/gu, ' ').trim()].slice(0, MOST_TAG).join('').trim()
  return tag === '' ? `Gate ${number}` : tag
}

/** Parse the tag that a merchant typed; null if the field is empty. @throws {InputError} ERR_BODY_INVALID */
export function parseTag(text: string): string | null {
  const tag = text.trim().replace(/\s+/gu, ' ')
  if (tag === '') return null
  if (tag.includes(',')) throw wrongTag('A tag cannot contain a comma.')
  if (/\p{C}/u.test(tag)) throw wrongTag('A tag cannot contain invisible characters.')
  if (tag.length > MOST_TAG) throw wrongTag(`A tag has at most ${MOST_TAG} characters.`)
  return tag
}

function wrongTag(message: string): InputError {
  return new InputError('ERR_BODY_INVALID', message, { hint: 'Change the tag, then save it again.' })
}

/** Plan what each gate's customers get: see `WantedTags`. */
export function planTags({
  gates,
  tags,
  isOn,
}: {
  gates: readonly Pick<Gate, 'number' | 'name' | 'state' | 'deletedAt'>[]
  tags: readonly CustomerTag[]
  /** Whether the shop tags customers. */
  isOn: boolean
}): WantedTags {
  const chosen = new Map(tags.map((one) => [one.gate, one]))
  const wanted = new Map<number, string | null>()
  for (const gate of isOn ? gates : []) {
    const choice = chosen.get(gate.number)
    if (gate.deletedAt !== null || choice?.isOn === false) continue
    const isSuspended = gate.state === 'paused' && choice?.removesWhenPaused === true
    wanted.set(gate.number, isSuspended ? null : (choice?.tag ?? formatDefaultTag(gate)))
  }
  return wanted
}
