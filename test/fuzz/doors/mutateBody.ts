import type { Dice } from '../../makeDice.ts'

const TEXTS = [
  ...[
    '',
    ' ',
    '\0',
    '\u202e',
    '\ufeff',
    '\ud83d',
    '👩‍👩‍👧',
    'İ',
    '％',
    "' OR 1=1 --",
    '<script>',
    '{{7*7}}',
    '%00',
    '../..',
  ],
  ...['0', '-1', '1e9', '9'.repeat(40), '0x', '__proto__', 'constructor', 'toString', 'null', 'true', 'NaN'],
]
const NUMBERS = [0, -0, -1, 0.1, 1e21, -1e308, 2 ** 31, 2 ** 53, 5e-324, 1_795_598_114]
const LENGTHS = [64, 256, 1_001, 5_000, 40_000]
/** A list in a list that are both made long would be longer than any text can be. */
const MOST_LETTERS = 2_000_000
const NAMES = ['__proto__', 'constructor', 'toString', 'length', '', ' ', 'ID', 'id', 'a\u0000b', '0']
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json, text/html',
  '*/*',
]

export type MutatedBody = {
  readonly value: unknown
  readonly bytes: Uint8Array
  readonly type: string | null
}

/** Change a valid body: types, depth, sizes, texts, numbers, names, and the bytes of the whole. */
export function mutateBody(dice: Dice, body: unknown): MutatedBody {
  let value = body
  // Few bodies stay as they are: the same one twice finds nothing.
  for (let left = dice.chance(0.05) ? 0 : 1 + dice.below(3); left > 0; left--) value = mutateOnce(dice, value)
  const isForm = dice.chance(0.05)
  const text = isForm ? formatForm(value) : (JSON.stringify(value) ?? '')
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  return {
    value,
    bytes: dice.chance(0.2) ? mutateBytes(dice, text) : Buffer.from(text),
    type: dice.chance(0.1) ? dice.pick([null, ...TYPES]) : type,
  }
}

function formatForm(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const pairs = Object.entries(value).map(([name, one]) => [
    name,
    typeof one === 'string' ? one : JSON.stringify(one),
  ])
  return pairs
    .map((pair) => pair.map((part) => encodeURIComponent(Buffer.from(String(part)).toString())).join('='))
    .join('&')
}

/** Walk down a random path, and change its end. */
function mutateOnce(dice: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || dice.chance(0.1)) return makeJunk(dice, value)
  if (Array.isArray(value)) return mutateList(dice, value)
  const names = Object.keys(value)
  const fields = value as Record<string, unknown>
  const name = names.length === 0 ? undefined : dice.pick(names)
  if (name === undefined || dice.chance(0.08))
    return { ...fields, [dice.pick(NAMES)]: makeJunk(dice, fields) }
  if (dice.chance(0.08)) {
    const { [name]: taken, ...rest } = fields
    return dice.chance(0.5) ? rest : { ...rest, [name.toUpperCase()]: taken }
  }
  if (dice.chance(0.05)) return { ...fields, [name]: fields[dice.pick(names)] }
  return { ...fields, [name]: mutateOnce(dice, fields[name]) }
}

function mutateList(dice: Dice, items: readonly unknown[]): unknown {
  if (items.length === 0 || dice.chance(0.2)) return [...items, makeJunk(dice, items[0])]
  const length = dice.pick([17, 101, 2_000])
  if (dice.chance(0.1) && (JSON.stringify(items).length / items.length) * length < MOST_LETTERS)
    return Array.from({ length }, (_, i) => items[i % items.length])
  const at = dice.below(items.length)
  if (dice.chance(0.1)) return items.filter((_, i) => i !== at)
  return items.map((item, i) => (i === at ? mutateOnce(dice, item) : item))
}

function makeJunk(dice: Dice, value: unknown): unknown {
  if (typeof value === 'string' && dice.chance(0.4)) return bend(dice, value)
  if (typeof value === 'number' && dice.chance(0.4)) return value + dice.pick([-1, 1, 0.5, 1e9])
  const kind = dice.below(10)
  if (kind < 3) return dice.pick(TEXTS)
  if (kind === 3) return dice.pick(['x', 'é', '😀', '0', ' ']).repeat(dice.pick(LENGTHS))
  if (kind < 6) return dice.pick(NUMBERS)
  if (kind === 6) return dice.pick([null, true, false])
  if (kind === 7) return dice.pick([[], {}, [null], { '': 0 }, [[[]]]])
  if (kind === 8) return typeof value === 'number' ? String(value) : [value]
  return nest(dice.pick([3, 13, 33, 200]), value)
}

function bend(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1)
  if (dice.chance(0.3)) return text.slice(0, at)
  if (dice.chance(0.3)) return text.slice(0, at) + dice.pick(TEXTS) + text.slice(at)
  if (dice.chance(0.3))
    return text.slice(0, at) + dice.pick([...'0123456789abcdefXYZ:/ ']) + text.slice(at + 1)
  return dice.chance(0.5) ? text.toUpperCase() : ` ${text} `
}

function nest(levels: number, value: unknown): unknown {
  let nested = value
  for (let i = 0; i < levels; i++) nested = i % 2 === 0 ? [nested] : { a: nested }
  return nested
}

/** Change the text itself, as no writer of JSON would. */
function mutateBytes(dice: Dice, text: string): Uint8Array {
  const bytes = Buffer.from(text)
  const at = dice.below(bytes.length + 1)
  switch (dice.below(11)) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(dice.below(256)), bytes.subarray(at)])
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff, 0xc0, 0x80), bytes.subarray(at)])
    case 3:
      return Buffer.concat([Buffer.from('\ufeff'), bytes])
    case 4:
      return Buffer.from(`${text}${dice.pick(['}', ',', 'null', '\0', '\n\n', '{}'])}`)
    case 5:
      // A member twice: the last one counts.
      return Buffer.from(
        text.replace(/^\{("[^"]*"):/, (_, name) => `{${name}:${dice.pick(['null', '[]', '1e999'])},${name}:`),
      )
    case 6:
      return Buffer.from(text.replace('{', '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}},'))
    case 7:
      return Buffer.from('['.repeat(dice.pick([500, 20_000, 200_000])))
    case 8:
      return Buffer.from(text.replace(/-?\d+/, () => dice.pick(['1e999', '-0', '00', '1.', '9'.repeat(400)])))
    case 9:
      return Buffer.from(text.padEnd(dice.pick([33_000, 66_000, 270_000]), ' '))
    default:
      return Buffer.from(text.replaceAll('"', dice.pick(["'", '\\"', '"'])))
  }
}
