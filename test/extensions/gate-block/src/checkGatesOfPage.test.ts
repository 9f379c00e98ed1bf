import { describe, expect, test } from 'vitest'
import { GateError } from '../../../../extensions/gate-block/src/api/GateError.ts'
import type { CheckAnswer, CheckRequest } from '../../../../extensions/gate-block/src/api/types.ts'
import { checkGatesOfPage } from '../../../../extensions/gate-block/src/checkGates.ts'

const answer = (gates: readonly number[]): CheckAnswer => ({
  gates: gates.map((id) => ({ id, kind: 'open', endsAt: 7 })),
  proof: 'p',
  lineProofs: [],
  session: 'visit1',
})

/** Asks a shop that fails for some gates; records the requests. */
function start(parameters: { gates: number[]; isLogin: boolean; gone?: number; error?: Error }) {
  const { gates, isLogin, gone, error = new GateError('ERR_GATE_NOT_FOUND') } = parameters
  const heard: unknown[] = []
  const tell = async (verb: string, request: CheckRequest, session?: string) => {
    heard.push([verb, request.gates, session])
    if (gone !== undefined && request.gates.includes(gone)) throw error
    return answer(request.gates)
  }
  const result = checkGatesOfPage({
    request: { gates, lines: [] },
    pageGates: [1, 2],
    unlock: isLogin ? (request) => tell('unlock', request) : null,
    renew: (request, session) => tell('renew', request, session),
    onGone: () => heard.push('gone'),
  })
  return { heard, result }
}

describe('checkGatesOfPage', () => {
  test('default: one request asks for all gates; with a signature the page’s own gates come first', async () => {
    const renewed = start({ gates: [1, 2, 9], isLogin: false })
    expect(await renewed.result).toEqual(answer([1, 2, 9]))
    expect(renewed.heard).toEqual([['renew', [1, 2, 9], undefined]])
    const alone = start({ gates: [1, 2], isLogin: true })
    expect(await alone.result).toEqual(answer([1, 2]))
    expect(alone.heard).toEqual([['unlock', [1, 2], undefined]])
    const both = start({ gates: [1, 2, 9], isLogin: true })
    expect(await both.result).toEqual(answer([1, 2, 9]))
    expect(both.heard).toEqual([
      ['unlock', [1, 2], undefined],
      ['renew', [1, 2, 9], 'visit1'],
    ])
  })

  test('behavior: the suggested vaults of a login are kept', async () => {
    const vaults = { suggestedVaults: ['0xB'] }
    const asked = await checkGatesOfPage({
      request: { gates: [1, 9], lines: [] },
      pageGates: [1, 2],
      unlock: async ({ gates }) => ({ ...answer(gates), ...vaults }),
      renew: async ({ gates }) => answer(gates),
      onGone: () => {},
    })
    expect(asked).toEqual({ ...answer([1, 9]), ...vaults })
  })

  test('behavior: a deleted gate of another page is forgotten, and the page’s own gates count (ERR_GATE_NOT_FOUND)', async () => {
    const renewed = start({ gates: [1, 2, 9], isLogin: false, gone: 9 })
    expect(await renewed.result).toEqual(answer([1, 2]))
    expect(renewed.heard).toEqual([['renew', [1, 2, 9], undefined], 'gone', ['renew', [1, 2], undefined]])
    const login = start({ gates: [1, 2, 9], isLogin: true, gone: 9 })
    expect(await login.result).toEqual(answer([1, 2]))
    expect(login.heard.slice(1)).toEqual([['renew', [1, 2, 9], 'visit1'], 'gone'])
  })

  test('behavior: numbers of other pages that are none are forgotten, too (ERR_BODY_INVALID)', async () => {
    const error = new GateError('ERR_BODY_INVALID')
    const { heard, result } = start({ gates: [1, 2, 9], isLogin: false, gone: 9, error })
    expect(await result).toEqual(answer([1, 2]))
    expect(heard).toEqual([['renew', [1, 2, 9], undefined], 'gone', ['renew', [1, 2], undefined]])
  })

  test('behavior: a login counts even if the request for the other gates fails', async () => {
    const error = new GateError('busy')
    const { heard, result } = start({ gates: [1, 9], isLogin: true, gone: 9, error })
    expect(await result).toEqual(answer([1]))
    expect(heard).not.toContain('gone')
  })

  test('refuses: a deleted gate of the page itself, after one request (ERR_GATE_NOT_FOUND)', async () => {
    const renewed = start({ gates: [1, 2], isLogin: false, gone: 2 })
    await expect(renewed.result).rejects.toMatchObject({ message: 'ERR_GATE_NOT_FOUND' })
    expect(renewed.heard).toHaveLength(1)
    const login = start({ gates: [1, 2, 9], isLogin: true, gone: 2 })
    await expect(login.result).rejects.toMatchObject({ message: 'ERR_GATE_NOT_FOUND' })
    expect(login.heard).toHaveLength(1)
  })

  test('refuses: any other failure, unchanged (ERR_SESSION_UNKNOWN)', async () => {
    const error = new GateError('ERR_SESSION_UNKNOWN')
    const { heard, result } = start({ gates: [1, 9], isLogin: false, gone: 1, error })
    await expect(result).rejects.toBe(error)
    expect(heard).toHaveLength(1)
  })
})
