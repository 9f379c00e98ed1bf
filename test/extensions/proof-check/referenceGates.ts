import { type ReferenceConfig, readReferenceConfig } from './referenceConfig.ts'
import { hasReferenceMac, parseReferenceProof, type ReferenceEntry } from './referenceProof.ts'
import { get, itemsOf, textWithin } from './referenceShape.ts'

export const REFERENCE_LINES_MAX = 1000

export type ReferenceGates = { config: ReferenceConfig; entries: Map<number, ReferenceEntry> }

/**
 * Find the gates that the cart's proofs open. Written from docs/spec/proof.md#6-verification, not from the Function.
 *
 * `owner` is the input's field with the config.
 */
export function openReferenceGates(input: unknown, owner: 'discount' | 'validation'): ReferenceGates | null {
  const config = readReferenceConfig(get(input, owner, 'proofConfig', 'value'))
  const now = readNow(get(input, 'shop', 'localTime'))
  if (!config || now === null) return null
  const decided = new Map<number, ReferenceEntry>()
  for (const { text, place } of lookAtTexts(get(input, 'cart'))) {
    for (const entry of believe({ text, place, now, config, cart: get(input, 'cart') })) {
      if (!decided.has(entry.gate)) decided.set(entry.gate, entry)
    }
  }
  return { config, entries: new Map([...decided].sort(([one], [other]) => one - other)) }
}

type Sighting = { text: string; place: 'm' | 'c' | 'l' }

function lookAtTexts(cart: unknown): Sighting[] {
  const all: { value: unknown; place: Sighting['place'] }[] = [
    { value: get(cart, 'pass', 'value'), place: 'm' },
    { value: get(cart, 'proof', 'value'), place: 'c' },
    ...itemsOf(get(cart, 'lines'), REFERENCE_LINES_MAX).map((line) => ({
      value: get(line, 'proof', 'value'),
      place: 'l' as const,
    })),
  ]
  const distinct = new Set<string>()
  const sightings: Sighting[] = []
  for (const { value, place } of all) {
    const text = textWithin(value, place === 'l' ? 160 : 1000)
    if (text === null || (!distinct.has(text) && distinct.size === 8)) continue
    distinct.add(text)
    if (!sightings.some((known) => known.text === text && known.place === place))
      sightings.push({ text, place })
  }
  return sightings
}

type BelieveParameters = Sighting & { now: string; config: ReferenceConfig; cart: unknown }

function believe({ text, place, now, config, cart }: BelieveParameters): ReferenceEntry[] {
  const proof = parseReferenceProof(text)
  if (!proof || proof.carrier !== place || now >= proof.until) return []
  if (proof.buyer !== '0') {
    const identity = get(cart, 'buyerIdentity')
    if (get(identity, 'isAuthenticated') !== true) return []
    if (get(identity, 'customer', 'id') !== `gid://shopify/Customer/${proof.buyer}`) return []
  }
  const key = config.keys.find(({ epoch }) => epoch === proof.epoch)?.key
  if (key === undefined || !hasReferenceMac({ unsigned: proof.unsigned, mac: proof.mac, key })) return []
  return proof.entries.filter(
    (entry) => !config.floors.some(({ gate, revision }) => gate === entry.gate && entry.revision < revision),
  )
}

function readNow(time: unknown): string | null {
  const date = get(time, 'date')
  const hours = ['h0', 'h2', 'h4', 'h6', 'h8', 'h10'].map((name) => get(time, name))
  if (typeof date !== 'string' || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) || date.length !== 10)
    return null
  if (!hours.every((hour) => typeof hour === 'boolean')) return null
  const count = hours.filter(Boolean).length
  const slot = hours[0] ? count - 1 : 11 - count
  return date.replaceAll('-', '') + String(slot).padStart(2, '0')
}
