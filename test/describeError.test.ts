import { afterEach, describe, expect, test, vi } from 'vitest'
import { createError } from '../app/core/errors/base.ts'
import { describeFault } from '../app/describeError.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('describeFault', () => {
  test('default: the line has our own message, and the stack frames follow', () => {
    const lines = describeFault(createError('ERR_INTERNAL', 'It failed.', { hint: 'Wait.' })).split('\n')
    expect(lines[0]).toContain('ERR_INTERNAL It failed.')
    expect(lines.slice(1).every((line) => /^\s+at /.test(line))).toBe(true)
  })

  test.each(['production', 'test', 'staging', undefined])(
    'behavior: NODE_ENV %s logs only our own messages',
    (name) => {
      vi.stubEnv('NODE_ENV', name)
      const cause = new Error('key (wallet)=(0x12) exists')
      const fault = describeFault(new TypeError('x is no function', { cause }))
      expect(fault).toContain('TypeError')
      expect(fault).toContain('caused by Error')
      // Frames name files, whose folders have any name.
      const said = fault.split('\n').filter((line) => !/^\s+at /.test(line))
      expect(said.join('\n')).not.toMatch(/wallet|no function/)
      expect(describeFault(createError('ERR_INTERNAL', 'It failed.'))).toContain('It failed.')
    },
  )

  test('behavior: development logs every message', () => {
    vi.stubEnv('NODE_ENV', 'development')
    const cause = new Error('relation "gate" is missing')
    const lines = describeFault(new TypeError('x is no function', { cause })).split('\n')
    expect(lines[0]).toBe('TypeError x is no function')
    expect(lines).toContain('  caused by Error relation "gate" is missing')
  })

  test('behavior: a message of our own hides wallets and keys, also as a cause', () => {
    const wallet = `0x${'ab'.repeat(20)}`
    const cause = createError('ERR_CHAIN_READ', `The balance of ${wallet} could not be read.`, {
      hint: 'Wait.',
    })
    const fault = describeFault(new TypeError('x', { cause }))
    expect(fault).toContain(
      'caused by UpstreamError ERR_CHAIN_READ The balance of [hidden] could not be read.',
    )
    expect(fault).not.toContain(wallet)
  })

  test('behavior: no message can forge a log line', () => {
    const forged = 'a shop\n    at FAKE (/app/server.ts:1:1)\nFAKE'
    const own = describeFault(createError('ERR_INTERNAL', forged, { hint: 'Wait.' }))
    expect(own.split('\n').filter((line) => line.includes('FAKE'))).toEqual([own.split('\n')[0]])
    expect(describeFault(new Error(forged))).not.toContain('FAKE')
    const named = Object.assign(new Error('x'), { name: 'E\nFAKE', code: 'C\nFAKE' })
    expect(describeFault(named).split('\n')[0]).toBe('E\\u000aFAKE C\\u000aFAKE')
    vi.stubEnv('NODE_ENV', 'development')
    const shown = describeFault(new Error(forged))
    expect(shown.split('\n').filter((line) => line.includes('FAKE'))).toEqual([shown.split('\n')[0]])
  })
})
