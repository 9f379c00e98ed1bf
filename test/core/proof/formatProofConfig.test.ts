import { describe, expect, test } from 'vitest'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { formatProofConfig, PROOF_CONFIG_MAX_BYTES } from '../../../app/core/proof/formatProofConfig.ts'

const keys = [{ epoch: '5f3a9c01', keyHex: 'ab'.repeat(32) }]
const refused = (count: number, changedAt: number) =>
  Array.from({ length: count }, (_, i) => ({ gate: (100_000 + i) as GateNumber, revision: 2, changedAt }))

const nothing = { lifted: [], everywhere: [], keysSince: 0 }

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

  test('refuses: more changes in a day than a Function can read (ERR_CONFIG_TOO_LARGE)', () => {
    const now = 1_800_000_000
    const config = { ...nothing, profile: 0, keys, refusedBelow: refused(900, now) }
    expect(() => formatProofConfig({ config, now })).toThrowError(
      expect.objectContaining({ code: 'ERR_CONFIG_TOO_LARGE' }),
    )
  })
})
