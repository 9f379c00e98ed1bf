import { composeHours } from '../proof-check/composeInput.ts'
import { bendText } from './composeFuzzProof.ts'
import type { Dice } from './createDice.ts'

/** Replace one to three parts of an input by values of a wrong shape. */
export function breakShape(dice: Dice, input: unknown): unknown {
  let broken = input
  for (let left = dice.between(1, 3); left > 0; left--) broken = breakOnce(dice, broken)
  return broken
}

// Walks down a random path and replaces its end.
function breakOnce(dice: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || dice.happens(0.08)) return composeJunk(dice, value)
  if (Array.isArray(value)) {
    const at = dice.below(value.length + 1)
    return [...value.slice(0, at), breakOnce(dice, value[at]), ...value.slice(at + 1)]
  }
  const names = Object.keys(value)
  const name = names[dice.below(names.length)]
  if (name === undefined) return composeJunk(dice, value)
  const inner = (value as Record<string, unknown>)[name]
  if (dice.happens(0.05)) return { [name]: inner }
  return { ...value, [name]: breakOnce(dice, inner) }
}

function composeJunk(dice: Dice, value: unknown): unknown {
  if (typeof value === 'string' && dice.happens(0.4)) return bendText(dice, value)
  switch (dice.below(12)) {
    case 0:
      return null
    case 1:
      return dice.happens(0.5)
    case 2:
      return dice.pick([0, -1, 1, 0.5, 1e308, -0, 2 ** 53])
    case 3:
      return ''
    case 4:
      return 'a'.repeat(dice.pick([1, 160, 161, 1000, 1001, 10_001, 16_383, 16_384, 70_000]))
    case 5:
      return []
    case 6:
      return {}
    case 7:
      return [value, value]
    case 8:
      return { value }
    case 9:
      return JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`)
    case 10:
      return composeHours(dice.below(12))
    default:
      return Array.from({ length: dice.pick([3, 50, 1100]) }, () => null)
  }
}
