import { breakShape } from '../../extensions/gate-discount/breakShape.ts'
import { FUZZ_KEYS } from '../../extensions/gate-discount/composeFuzzInput.ts'
import { bendText, signBody } from '../../extensions/gate-discount/composeFuzzProof.ts'
import type { Dice } from '../../extensions/gate-discount/createDice.ts'

/** The place of a proof's entries among its fields, before the MAC. */
const ENTRIES = 6

export type MutateInputParameters = {
  readonly dice: Dice
  readonly input: unknown
  /** A part of it may replace one of the input. */
  readonly other: unknown
}

/** Change an input in one to three places: its shape, its texts, with the MAC made right again, or a part of another's. */
export function mutateInput({ dice, input, other }: MutateInputParameters): unknown {
  let mutated = input
  for (let left = 1 + dice.below(3); left > 0; left--) mutated = mutateOnce(dice, mutated, other)
  return mutated
}

function mutateOnce(dice: Dice, input: unknown, other: unknown): unknown {
  if (dice.happens(0.01)) return growLists(dice, input)
  const kind = dice.below(10)
  if (kind < 2) return breakShape(dice, input)
  if (kind < 5) return changeTexts({ dice, value: input, share: 0.3 })
  if (kind < 7) return takeOver(dice, input, other)
  return changeLines(dice, input)
}

type ChangeTextsParameters = { dice: Dice; value: unknown; share: number }

/** Change some of the texts anywhere in a value. */
function changeTexts({ dice, value, share }: ChangeTextsParameters): unknown {
  if (typeof value === 'string') return dice.happens(share) ? changeText(dice, value) : value
  if (typeof value === 'number') return dice.happens(share / 4) ? changeNumber(dice, value) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => changeTexts({ dice, value: item, share: share / 2 }))
  let isSame = true
  const changed = Object.entries(value).map(([name, item]) => {
    const now = changeTexts({ dice, value: item, share })
    isSame &&= Object.is(now, item)
    return [name, now] as const
  })
  return isSame ? value : Object.fromEntries(changed)
}

function changeText(dice: Dice, text: string): string {
  if (text.startsWith('p1~') && dice.happens(0.8)) return changeProof(dice, text)
  if (text.startsWith('{') && dice.happens(0.8)) return changeConfig(dice, text)
  return bendText(dice, text)
}

/** Another body with the MAC that belongs to it, as if the server had signed it. */
function changeProof(dice: Dice, text: string): string {
  const fields = text.split('~')
  const key = FUZZ_KEYS.find(({ epoch }) => epoch === fields[2])
  if (!key || fields.length !== 8) return bendText(dice, text)
  const at = dice.happens(0.5) ? ENTRIES : dice.below(ENTRIES)
  fields[at] = changeField(dice, fields[at] ?? '', at)
  return signBody(fields.slice(0, 7).join('~'), key.key)
}

function changeField(dice: Dice, field: string, at: number): string {
  if (at !== ENTRIES || dice.happens(0.3)) return bendText(dice, field)
  const entries = field.split('!')
  const rank = dice.below(entries.length)
  const parts = (entries[rank] ?? '').split(':')
  const part = dice.below(parts.length)
  parts[part] = dice.happens(0.5)
    ? bendText(dice, parts[part] ?? '')
    : dice.pick([
        '0',
        '1',
        '9',
        '35',
        'z',
        'x',
        's',
        'p1',
        'p10000',
        'p10001',
        'f1',
        'q2500',
        'r999999999999',
      ])
  entries[rank] = parts.join(':')
  if (dice.happens(0.2)) entries.splice(dice.below(entries.length), 1)
  const twice = entries[dice.below(entries.length)]
  if (twice !== undefined && dice.happens(0.3)) entries.splice(dice.below(entries.length), 0, twice)
  // Most texts that nobody sorted are refused for their order alone.
  if (dice.happens(0.5)) entries.sort((a, b) => Number.parseInt(a, 36) - Number.parseInt(b, 36))
  return entries.join('!')
}

function changeConfig(dice: Dice, text: string): string {
  try {
    const config = JSON.parse(text) as Record<string, unknown>
    const names = Object.keys(config)
    const name = names[dice.below(names.length)]
    if (name === undefined || name === 'k') return bendText(dice, text)
    return JSON.stringify({ ...config, [name]: changeTexts({ dice, value: config[name], share: 0.5 }) })
  } catch {
    return bendText(dice, text)
  }
}

function changeNumber(dice: Dice, number: number): number {
  return dice.pick([0, 1, 2, 3, number + 1, number - 1, -number, number * 1000, 2 ** 31 - 1, 2 ** 31, 0.5])
}

/** Replace a part of the input by the part of the other at the same place. */
function takeOver(dice: Dice, input: unknown, other: unknown): unknown {
  if (!isPlain(input) || !isPlain(other)) return other
  const names = Object.keys(input).filter((name) => Object.hasOwn(other, name))
  const name = names[dice.below(names.length)]
  if (name === undefined) return other
  const [mine, theirs] = [input[name], other[name]]
  const isDeeper = isPlain(mine) && isPlain(theirs) && dice.happens(0.7)
  return { ...input, [name]: isDeeper ? takeOver(dice, mine, theirs) : theirs }
}

/** Double, remove, swap or reorder lines. */
function changeLines(dice: Dice, input: unknown): unknown {
  const cart = isPlain(input) ? input.cart : null
  if (!isPlain(cart) || !Array.isArray(cart.lines) || cart.lines.length === 0) return breakShape(dice, input)
  const lines = [...cart.lines]
  const [from, to] = [dice.below(lines.length), dice.below(lines.length)]
  const kind = dice.below(4)
  if (kind === 0) lines.splice(to, 0, lines[from])
  else if (kind === 1) lines.splice(from, 1)
  else if (kind === 2) [lines[from], lines[to]] = [lines[to], lines[from]]
  else lines[from] = changeTexts({ dice, value: lines[from], share: 0.5 })
  return { ...(input as object), cart: { ...cart, lines } }
}

/** Repeat lines and groups until there are so many that the limits of a run depend on them. */
function growLists(dice: Dice, input: unknown): unknown {
  const cart = isPlain(input) ? input.cart : null
  if (!isPlain(cart)) return input
  const grow = (name: string) => {
    const items = cart[name]
    if (!Array.isArray(items) || items.length === 0 || dice.happens(0.3)) return {}
    return { [name]: Array.from({ length: dice.between(150, 400) }, (_, i) => items[i % items.length]) }
  }
  return { ...(input as object), cart: { ...cart, ...grow('lines'), ...grow('deliveryGroups') } }
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
