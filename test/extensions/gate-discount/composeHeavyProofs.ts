import { signBody } from './composeFuzzProof.ts'
import type { Dice } from './createDice.ts'

export const TEXTS_KINDS = ['valid', 'seven', 'wrong', 'distinct', 'tails'] as const
export type TextsKind = (typeof TEXTS_KINDS)[number]

export type HeavyProofs = {
  c: string
  m: string
  /** Texts of the lines' proofs, first those within the budget of eight. */
  l: readonly string[]
}

export type ComposeHeavyProofsParameters = {
  dice: Dice
  keys: readonly { epoch: string; key: string }[]
  /** At least 56 gates, ascending. */
  gates: readonly number[]
  profile: number
  customer: string
  kind: TextsKind
  composeReaction: (rank: number) => string
  /** Entries of cart proofs have the maximum length, each with its cap. */
  isLongest: boolean
}

const LINE_BYTES = 160

/**
 * Compose the most that a cart can carry: two proofs of 16 entries, six line proofs of 4, no gate twice.
 *
 * `seven`: one fewer, so that every line's text is examined. `wrong`: no MAC is right. `distinct`: 200 line proofs.
 * `tails`: line texts that differ only just before a common end.
 */
export function composeHeavyProofs(parameters: ComposeHeavyProofsParameters): HeavyProofs {
  const { dice, keys, gates, profile, customer, kind, composeReaction, isLongest } = parameters
  const groups = dealGates(gates)
  const compose = (carrier: string, group: number) => {
    const entries = (groups[group] ?? []).map((gate, i) => {
      const reaction = composeReaction(group * 5 + i)
      return isLongest && carrier !== 'l'
        ? { gate, cap: 9999, reaction: `x+${reaction.replace(/^f1/, 'f100000')}+s` }
        : { gate, cap: 0, reaction }
    })
    const { epoch, key } = keys[group % keys.length] ?? { epoch: '', key: '' }
    const buyer = carrier === 'l' ? '0' : customer
    const head = ['p1', carrier, epoch, '2026112511', buyer, dice.hex(16)].join('~')
    const room = (carrier === 'l' ? LINE_BYTES : 1000) - head.length - 34
    const text = signBody(`${head}~${spellEntries({ entries, profile, room })}`, key)
    return kind === 'wrong' ? forge(text) : text
  }
  const six = [2, 3, 4, 5, 6, 7].map((group) => compose('l', group))
  const more = kind === 'distinct' ? Array.from({ length: 194 }, (_, i) => compose('l', 2 + (i % 6))) : []
  const tails = kind === 'tails' ? composeTails(six[0] ?? '') : null
  return {
    c: compose('c', 0),
    m: compose('m', 1),
    l: tails ?? [...(kind === 'seven' ? six.slice(1) : six), ...more],
  }
}

// Groups of 16, 16 and six of 4, interleaved so that sorting them is work.
function dealGates(gates: readonly number[]): number[][] {
  const groups: number[][] = Array.from({ length: 8 }, () => [])
  for (const [i, gate] of gates.slice(0, 56).entries()) {
    const open = groups.filter((group, rank) => group.length < (rank < 2 ? 16 : 4))
    open[i % open.length]?.push(gate)
  }
  return groups
}

type SpellEntriesParameters = {
  entries: readonly { gate: number; cap: number; reaction: string }[]
  profile: number
  room: number
}

function spellEntries({ entries, profile, room }: SpellEntriesParameters): string {
  const spell = (revision: string) =>
    entries
      .map(({ gate, cap, reaction }) => [gate.toString(36), revision, cap, profile, reaction].join(':'))
      .join('!')
  const left = Math.floor((room - spell('').length) / Math.max(1, entries.length))
  return spell('9'.repeat(Math.min(9, Math.max(1, left))))
}

function forge(text: string): string {
  return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')
}

function composeTails(proof: string): string[] {
  const head = proof.slice(0, -16)
  return Array.from({ length: 200 }, (_, i) => `${head}${i.toString(16).padStart(8, '0')}00000000`)
}
