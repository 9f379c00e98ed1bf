import { describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import {
  formatProofConfig,
  MOST_NAMES,
  PROOF_CONFIG_MAX_BYTES,
} from '../../../app/core/proof/formatProofConfig.ts'

const keys = [{ epoch: '5f3a9c01', keyHex: 'ab'.repeat(32) }]
const refused = (count: number, changedAt: number) =>
  Array.from({ length: count }, (_, i) => ({ gate: (100_000 + i) as GateNumber, revision: 2, changedAt }))

const hindered = { notBegun: [], paused: [], usedUp: [], ended: [] }
const nothing = { lifted: [], everywhere: [], names: [], keysSince: 0, hindered }

describe('formatProofConfig', () => {
  test('default', () => {
    const refusedBelow = [{ gate: 82 as GateNumber, revision: 9, changedAt: 0 }]
    const lifted = [46 as GateNumber]
    const everywhere = [{ number: 82 as GateNumber, isExclusive: true }]
    const config = { ...nothing, profile: 3, keys, refusedBelow, lifted, everywhere }
    expect(JSON.parse(formatProofConfig({ config, now: 0 }))).toEqual({
      v: 1,
      p: 3,
      k: [['5f3a9c01', 'ab'.repeat(32)]],
      x: [['2a', 9]],
      o: ['1a'],
      a: ['2a*'],
    })
  })

  test('behavior: exceptions that no living proof needs are left out of a config that would be too long', () => {
    const now = 1_800_000_000
    const refusedBelow = [...refused(900, now - 40 * 3600), ...refused(3, now - 60)]
    const text = formatProofConfig({ config: { ...nothing, profile: 0, keys, refusedBelow }, now })
    expect(text.length).toBeLessThanOrEqual(PROOF_CONFIG_MAX_BYTES)
    expect(JSON.parse(text).x).toHaveLength(3)
  })

  test('behavior: exceptions from before the oldest key are left out', () => {
    const now = 1_800_000_000
    const refusedBelow = [...refused(900, now - 3600), ...refused(3, now)]
    const config = { ...nothing, profile: 0, keys, keysSince: now - 60, refusedBelow }
    expect(JSON.parse(formatProofConfig({ config, now })).x).toHaveLength(3)
  })

  test('behavior: gates that nobody can open stand by why, and only while they fit', () => {
    const now = 1_800_000_000
    const told = { notBegun: [1], paused: [82], usedUp: [], ended: [46] } as unknown as typeof hindered
    const config = { ...nothing, profile: null, keys, refusedBelow: refused(10, now), hindered: told }
    const text = formatProofConfig({ config, now })
    expect(text.endsWith('"a":[],"b":["1"],"h":["2a"],"e":["1a"]}')).toBe(true)
    const full = formatProofConfig({
      config: {
        ...config,
        refusedBelow: refused(700, now),
        hindered: { ...told, ended: Array(600).fill(46) },
      },
      now,
    })
    expect(JSON.parse(full).x).toHaveLength(700)
    expect(JSON.parse(full)).not.toHaveProperty('e')
  })

  test('behavior: names come last, each beside its gate', () => {
    const names = [
      { gate: 82 as GateNumber, name: 'Night "Owls"' },
      { gate: 1 as GateNumber, name: 'Große Käuze 梟' },
    ]
    const text = formatProofConfig({
      config: { ...nothing, profile: 3, keys, refusedBelow: [], names },
      now: 0,
    })
    expect(text.endsWith(`,"n":{"2a":"Night \\"Owls\\"","1":"Große Käuze 梟"}}`)).toBe(true)
    expect(JSON.parse(text).n).toEqual({ '2a': 'Night "Owls"', '1': 'Große Käuze 梟' })
    const bare = formatProofConfig({ config: { ...nothing, profile: 3, keys, refusedBelow: [] }, now: 0 })
    expect(JSON.parse(bare)).not.toHaveProperty('n')
  })

  test('behavior: names fill what exceptions leave, and never push one out, even if Shopify escapes each letter', () => {
    const now = 1_800_000_000
    const names = Array.from({ length: 700 }, (_, i) => ({
      gate: (i + 1) as GateNumber,
      name: `Käuze & Eulen ${i}`,
    }))
    const config = { ...nothing, profile: 0, keys, refusedBelow: refused(500, now), names }
    const text = formatProofConfig({ config, now })
    const escaped = text.replace(/[^ -~]|[&<>]/g, '\\u0000')
    expect(escaped.length).toBeGreaterThan(PROOF_CONFIG_MAX_BYTES - 60)
    expect(escaped.length).toBeLessThanOrEqual(PROOF_CONFIG_MAX_BYTES)
    const { x, n } = JSON.parse(text)
    expect(x).toHaveLength(500)
    const first = names.slice(0, Object.keys(n).length)
    expect(n).toEqual(Object.fromEntries(first.map(({ gate, name }) => [gate.toString(36), name])))
    const short = names.map(({ gate }) => ({ gate, name: 'o' }))
    const { n: most } = JSON.parse(
      formatProofConfig({ config: { ...config, refusedBelow: [], names: short }, now }),
    )
    expect(Object.keys(most)).toHaveLength(MOST_NAMES)
    const full = formatProofConfig({ config: { ...config, refusedBelow: refused(700, now) }, now })
    expect(JSON.parse(full).x).toHaveLength(700)
  })

  test('refuses: more changes in a day than a Function can read (ERR_CONFIG_TOO_LARGE)', () => {
    const now = 1_800_000_000
    const config = { ...nothing, profile: 0, keys, refusedBelow: refused(900, now) }
    expect(() => formatProofConfig({ config, now })).toThrowError(
      expect.objectContaining({ code: 'ERR_CONFIG_TOO_LARGE' }),
    )
  })
})
