import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type ReactionKind, reactionKinds } from '../../../app/core/gate/reactionKinds.ts'
import { formatReaction, parseProof } from '../../../app/core/proof/format.ts'

type Vector = { readonly text: string; readonly wellFormed: boolean; readonly expect: string }

const vectors = JSON.parse(readFileSync('test/vectors/proof.json', 'utf8')).cases as readonly Vector[]
const PROOF = 'p1~c~5f3a9c01~2026112505~0~00112233445566aa~2a:3:2:1:REACTION~a659f3186164bca16a74ff37bd0d44d0'

describe('reactions in proofs', () => {
  test('default: each kind has its own letter, and a vector that the Functions accept', () => {
    const accepted = vectors.filter((vector) => vector.wellFormed && vector.expect === 'accepted')
    const pieces = accepted.flatMap(({ text }) =>
      parseProof(text).claims.entries.flatMap(({ reaction }) => formatReaction(reaction).split('+')),
    )
    const letters = new Set(pieces.map((piece) => piece[0]))
    const kinds = Object.keys(reactionKinds) as ReactionKind[]
    expect(kinds.filter((kind) => !letters.has(reactionKinds[kind].letter))).toEqual([])
    expect(new Set(kinds.map((kind) => reactionKinds[kind].letter)).size).toBe(kinds.length)
  })

  test.each(['x', 's', 'p1', 'q10000', 'f999999999999', 'r1', 'x+p2000', 'x+s', 'x+r5+s', 'p1+s'])(
    'behavior: %s is read and formatted back the same',
    (text) => {
      const [entry] = parseProof(PROOF.replace('REACTION', text)).claims.entries
      expect(entry && formatReaction(entry.reaction)).toBe(text)
    },
  )

  test.each([
    's+x',
    's+p1',
    'p1+x',
    'x+x',
    's+s',
    'p1+q1',
    'p1+p1',
    'p10001',
    'q10001',
    'p0',
    'p01',
    'f0',
    'f1000000000000',
    'x1',
    's1',
    'p',
    'y',
    'y1',
    '+',
    'x+',
    '+x',
    'x++s',
  ])('refuses: %s (ERR_PROOF_INVALID)', (text) => {
    expect(() => parseProof(PROOF.replace('REACTION', text))).toThrow(
      expect.objectContaining({ code: 'ERR_PROOF_INVALID' }),
    )
  })
})
