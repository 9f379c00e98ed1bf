import { signBody } from '../../extensions/gate-discount/composeFuzzProof.ts'
import { removeProofs } from './removeProofs.ts'

const MOST_ENTRIES = 16
const MARK = /^(?:[1-9a-z][0-9a-z]{0,5}\*?(?: [1-9a-z][0-9a-z]{0,5}\*?)*)?$/

/**
 * The same cart with one valid proof of every exclusive gate that its products carry, as a holder of all their tokens
 * would have it; null for a cart that no proof can open.
 *
 * It reads the texts by itself, so that it shares no mistake with the reference.
 */
export function openHonestly(input: unknown): unknown {
  const { validation, shop, cart } = (input ?? {}) as Shape
  const config = parseObject(validation?.proofConfig?.value)
  const { lines } = cart ?? {}
  if (!config || !hasSaneLists(config) || !shop || !Array.isArray(lines) || lines.length > 100) return null
  const [key] = Array.isArray(config.k) ? (config.k as [string, string][]) : []
  const until = nextDay(shop.localTime)
  if (!key || !until) return null
  const gates = new Set<string>()
  for (const line of lines as Line[]) {
    const marks = listMarks(line, config.o as string[])
    if (!marks) return null
    for (const mark of marks) if (mark.endsWith('*')) gates.add(mark.slice(0, -1))
  }
  for (const mark of config.a as string[]) if (mark.endsWith('*')) gates.add(mark.slice(0, -1))
  if (gates.size === 0 || gates.size > MOST_ENTRIES) return null
  const entries = [...gates]
    .sort((one, other) => Number.parseInt(one, 36) - Number.parseInt(other, 36))
    .map((gate) => `${gate}:999999999:0:0:x`)
  // No exception of the config reaches a revision beyond this one.
  if ((config.x as [string, number][]).some(([gate, floor]) => gates.has(gate) && floor > 999_999_999))
    return null
  const proof = signBody(`p1~c~${key[0]}~${until}~0~0123456789abcdef~${entries.join('!')}`, key[1])
  const bare = removeProofs(input) as { cart: object }
  return { ...bare, cart: { ...bare.cart, proof: { value: proof } } }
}

type Line = {
  merchandise?: {
    __typename?: string
    inExclusiveCollection?: unknown
    gates?: { value?: unknown } | null
    product?: { gates?: { value?: unknown } | null }
  }
}
type Shape = {
  validation?: { proofConfig?: { value?: unknown } | null }
  shop?: { localTime?: Record<string, unknown> }
  cart?: { lines?: unknown }
}
type Config = Record<'k' | 'x' | 'a' | 'o' | 'b' | 'h' | 'u' | 'e', unknown>

/** A line's marks; null unless its shape and its texts are those of a real product that no collection alone closes. */
function listMarks(line: Line | null, lifted: readonly string[]): string[] | null {
  const { merchandise } = line ?? {}
  if (merchandise?.__typename === 'CustomProduct' && merchandise.product === undefined) return []
  if (!isPlain(merchandise) || !isPlain(merchandise.product)) return null
  const fields = [merchandise.gates, merchandise.product.gates].filter(
    (one) => one !== null && one !== undefined,
  )
  const texts = fields.map((field) => (isPlain(field) ? field.value : null))
  if (!texts.every((text) => typeof text === 'string' && text.length <= 80 && MARK.test(text))) return null
  const marks = texts.flatMap((text) => (text as string).split(' '))
  const isClosed = marks.some((mark) => mark.endsWith('*') && !lifted.includes(mark.slice(0, -1)))
  return isClosed || merchandise.inExclusiveCollection === false ? marks : null
}

function parseObject(text: unknown): Config | null {
  try {
    if (typeof text !== 'string' || Buffer.byteLength(text) > 10_000) return null
    const value = { x: [], a: [], o: [], b: [], h: [], u: [], e: [], ...JSON.parse(text) }
    // As every writer of a config spells it. Whether another spelling counts is not asked here.
    return value.v === 1 && JSON.stringify(JSON.parse(text)) === text ? value : null
  } catch {
    return null
  }
}

function hasSaneLists({ k, x, a, o, b, h, u, e, ...rest }: Config & { p?: unknown }): boolean {
  const isGate = (one: unknown) => typeof one === 'string' && /^[1-9a-z][0-9a-z]{0,5}$/.test(one)
  const isPair = (one: unknown): one is [unknown, unknown] => Array.isArray(one) && one.length === 2
  const isAbout = (one: unknown) => typeof one === 'string' && /^[1-9a-z][0-9a-z]{0,5}\*?$/.test(one)
  const isList = (list: unknown, is: (one: unknown) => boolean) => Array.isArray(list) && list.every(is)
  if (rest.p !== undefined && !(Number.isInteger(rest.p) && Number(rest.p) >= 0 && Number(rest.p) <= 7))
    return false
  const isKey = (one: unknown) =>
    isPair(one) && /^[0-9a-f]{8}$/.test(String(one[0])) && /^[0-9a-f]{64}$/.test(String(one[1]))
  const isFloor = (one: unknown) =>
    isPair(one) &&
    isGate(one[0]) &&
    Number.isInteger(one[1]) &&
    Number(one[1]) > 0 &&
    Number(one[1]) < 2 ** 32
  return (
    isList(k, isKey) &&
    (k as unknown[]).length <= 3 &&
    isList(x, isFloor) &&
    isList(a, isAbout) &&
    [o, b, h, u, e].every((list) => isList(list, isGate))
  )
}

/** The first period of the day after the shop's, as a proof has it; null unless the clock is readable. */
function nextDay(time: Record<string, unknown> | undefined): string | null {
  const { date, ...hours } = time ?? {}
  const isClock = ['h0', 'h2', 'h4', 'h6', 'h8', 'h10'].every((name) => typeof hours[name] === 'boolean')
  if (!isClock || typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const at = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(at)) return null
  return `${new Date(at + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}00`
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
