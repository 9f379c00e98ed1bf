import { createHmac } from 'node:crypto'
import type { Dice } from './createDice.ts'

export type FuzzWorld = {
  dice: Dice
  keys: readonly { epoch: string; key: string }[]
  /** Gates of this input, ascending. */
  gates: readonly number[]
  profile: number
  customer: string
}

const AMOUNTS = ['1', '5', '1000', '2500', '9999', '10000'] as const
const FIXED = ['1', '9', '500', '1000', '10500', '999999999999'] as const

const LETTERS = [...'0123456789abcdefpqrsxz~!:+*" \n\\{}[],AZé'] as [string, ...string[]]

/** Compose a proof with a valid MAC and a nearly always well-formed text. */
export function composeFuzzProof(world: FuzzWorld, carrier: 'c' | 'l' | 'm'): string {
  const { dice, keys, gates, customer } = world
  const most = carrier === 'l' ? 4 : 16
  const spoken = dice.some(gates, dice.happens(0.2) ? 1 : 0.4).slice(0, dice.happens(0.02) ? most + 1 : most)
  const entries = (spoken.length > 0 ? spoken : gates.slice(0, 1)).map((gate) => composeEntry(world, gate))
  if (dice.happens(0.02)) entries.reverse()
  const key = dice.pick([keys[0] ?? { epoch: '', key: '' }, ...keys])
  const until = dice.happens(0.9)
    ? `20261125${dice.pick(['05', '06', '11'])}`
    : dice.pick(['2026112504', '2026112600'])
  const buyer = dice.happens(0.8) ? '0' : dice.happens(0.8) ? customer : '1'
  const body = ['p1', carrier, key.epoch, until, buyer, dice.hex(16), entries.join('!')].join('~')
  return signBody(dice.happens(0.03) ? bendText(dice, body) : body, key.key)
}

/** Append a key's MAC to a body, which need not be valid. */
export function signBody(body: string, key: string): string {
  const mac = createHmac('sha256', Buffer.from(key, 'hex')).update(body).digest('hex').slice(0, 32)
  return `${body}~${mac}`
}

/** Change, remove, duplicate or insert one character. Half a pair of surrogates becomes U+FFFD, as on any wire. */
export function bendText(dice: Dice, text: string): string {
  return Buffer.from(bendOnce(dice, text)).toString()
}

function bendOnce(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1)
  const letter = dice.pick(LETTERS)
  switch (dice.below(4)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at + 1)
    case 1:
      return text.slice(0, at) + text.slice(at + 1)
    case 2:
      return text.slice(0, at) + text.slice(at, at + 1) + text.slice(at)
    default:
      return text.slice(0, at) + letter + text.slice(at)
  }
}

function composeEntry({ dice, profile }: FuzzWorld, gate: number): string {
  const revision = dice.happens(0.9) ? dice.between(1, 5) : dice.pick([1, 9, 999_999_999])
  const cap = dice.happens(0.5) ? 0 : dice.pick([1, 2, 3, 7, 9999])
  const owner = dice.happens(0.85) ? profile : dice.below(8)
  return [gate.toString(36), revision, cap, owner, composeReaction(dice)].join(':')
}

function composeReaction(dice: Dice): string {
  const exclusive = dice.happens(0.2)
  const kind = dice.pick(['p', 'p', 'p', 'f', 'f', 'q', 'r', ''])
  const amount = kind === 'p' || kind === 'q' ? dice.pick(AMOUNTS) : dice.pick(FIXED)
  const pieces = [exclusive ? 'x' : '', kind && `${kind}${amount}`, dice.happens(0.1) ? 's' : '']
  return pieces.filter(Boolean).join('+') || 's'
}
