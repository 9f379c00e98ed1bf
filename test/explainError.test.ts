import { describe, expect, test } from 'vitest'
import { PalisadeError } from '../app/core/errors/base.ts'
import { describeFault } from '../app/explainError.ts'

describe('describeFault', () => {
  test('default: our own sentence and the places in the code', () => {
    const lines = describeFault(new PalisadeError('ERR_INTERNAL', 'It failed.', { hint: 'Wait.' })).split(
      '\n',
    )
    expect(lines[0]).toContain('ERR_INTERNAL It failed.')
    expect(lines.slice(1).every((line) => /^\s+at /.test(line))).toBe(true)
  })

  test('behavior: no message forges a line', () => {
    const forged = 'a shop\n    at FAKE (/app/server.ts:1:1)\nFAKE'
    const own = describeFault(new PalisadeError('ERR_INTERNAL', forged, { hint: 'Wait.' }))
    expect(own.split('\n').filter((line) => line.includes('FAKE'))).toEqual([own.split('\n')[0]])
    expect(describeFault(new Error(forged))).not.toContain('FAKE')
    const named = Object.assign(new Error('x'), { name: 'E\nFAKE', code: 'C\nFAKE' })
    expect(describeFault(named).split('\n')[0]).toBe('E\\u000aFAKE C\\u000aFAKE')
  })
})
