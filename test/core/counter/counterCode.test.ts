import { describe, expect, test } from 'vitest'
import {
  composeCounterText,
  formatCounterCode,
  parseCounterCode,
} from '../../../app/core/counter/counterCode.ts'
import { isPresentStep, STEP_SECONDS, toStep } from '../../../app/core/counter/steps.ts'
import { signProof } from '../../../app/crypto/proofs.ts'
import { createCodes } from '../../../app/proxy/counter/browser/createCode.ts'
import vectors from '../../vectors/counterCode.json' with { type: 'json' }

const { key, accepted, refused } = vectors

describe('codes at the counter', () => {
  test('default: the phone makes the codes of the vectors, and the server reads them', async () => {
    for (const { code, visitId, last, step } of accepted) {
      const make = await createCodes({ visitId, last, key })
      expect(await make(step)).toBe(code)
      const parsed = parseCounterCode(code)
      expect(parsed).toMatchObject({ visitId, last, step })
      const text = parsed?.text ?? ''
      expect(text).toBe(composeCounterText({ visitId, last, step }))
      expect(signProof({ unsigned: text, key: Buffer.from(key, 'hex') })).toBe(parsed?.mac)
      expect(formatCounterCode({ text, mac: parsed?.mac ?? '' })).toBe(code)
    }
  })

  test('behavior: a scanner may type small letters, and a line end', () => {
    const [{ code } = { code: '' }] = accepted
    expect(parseCounterCode(`${code.toLowerCase()}\r\n`)).toEqual(parseCounterCode(code))
  })

  test('refuses: whatever is no code', () => {
    expect(refused.map((text) => parseCounterCode(text))).toEqual(refused.map(() => null))
  })

  test('behavior: a step lasts twenty seconds; a till accepts it for a minute and a half, and a step ahead', () => {
    const now = 1_790_000_010
    const step = toStep(now)
    expect(toStep(now + STEP_SECONDS)).toBe(step + 1)
    const steps = [-5, -4, 0, 1, 2].map((off) => isPresentStep({ step: step + off, now }))
    expect(steps).toEqual([false, true, true, true, false])
  })
})
