import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { evaluateProof } from '../../../app/core/proof/evaluateProof.ts'
import { formatReaction, formatUnsignedProof, parseProof } from '../../../app/core/proof/format.ts'
import vectors from '../../vectors/proof.json'

type Vector = (typeof vectors.cases)[number]

function judge(vector: Vector) {
  const config =
    'config' in vector && vector.config ? (vector.config as typeof vectors.config) : vectors.config
  const isReadable = config.v === 1 && config.k.length <= 3
  const known = new Map(isReadable ? (config.k as [string, string][]) : [])
  return evaluateProof({
    text: vector.text,
    place: vector.place as 'c' | 'l' | 'm',
    period: `${vector.today}${String(vector.slot).padStart(2, '0')}`,
    customerId: vector.isAuthenticated ? vector.customer : null,
    computeMac: ({ epoch, unsigned }) => {
      const key = known.get(epoch)
      if (!key || !/^[0-9a-f]{64}$/.test(key)) return null
      return createHmac('sha256', Buffer.from(key, 'hex')).update(unsigned).digest('hex').slice(0, 32)
    },
  })
}

describe('evaluateProof', () => {
  test.each(vectors.cases.map((vector) => [vector.name, vector] as const))('vector: %s', (_, vector) => {
    // "empty" is a good proof whose entries the config refuses: the proof itself is accepted.
    expect(judge(vector).kind).toBe(vector.expect === 'refused' ? 'refused' : 'accepted')
  })

  test.each(vectors.cases.filter((vector) => vector.claims).map((vector) => [vector.name, vector] as const))(
    'behavior: %s is formatted back to the same bytes',
    (_, vector) => {
      const { claims, unsigned } = parseProof(vector.text)
      expect(formatUnsignedProof(claims)).toBe(unsigned)
      expect(claims).toMatchObject({ carrier: vector.claims?.carrier, until: vector.claims?.until })
      expect(claims.entries.map((entry) => formatReaction(entry.reaction))).toEqual(
        vector.claims?.entries.map((entry) => entry.reaction),
      )
    },
  )

  test.each(['', 'p1', ' '])('refuses: to parse "%s" (ERR_PROOF_INVALID)', (text) => {
    expect(() => parseProof(text)).toThrowError(expect.objectContaining({ code: 'ERR_PROOF_INVALID' }))
  })

  test('refuses: a good proof with any single character changed', () => {
    const good = vectors.cases.find((vector) => vector.name === 'A1')
    if (!good) throw new Error('The vector A1 is missing.')
    for (let i = 0; i < good.text.length; i++) {
      const other = good.text[i] === '1' ? '2' : '1'
      const text = good.text.slice(0, i) + other + good.text.slice(i + 1)
      expect([text, judge({ ...good, text }).kind]).toEqual([text, 'refused'])
    }
  })
})
