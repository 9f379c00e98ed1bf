import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { sendJson } from '../../../app/chains/rpc/sendJson.ts'
import { countTurns } from './countTurns.ts'
import { startHttp } from './startHttp.ts'

countTurns()
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(listener: RequestListener): Promise<URL> {
  const { url, close } = await startHttp(listener)
  closers.push(close)
  return new URL(url)
}
const limits = { body: '{}', maxBytes: 1_000 }

describe('postJson', () => {
  test('default', async () => {
    const url = await start((request, response) => request.pipe(response))
    expect(await sendJson({ ...limits, url, timeoutMs: 5_000 })).toBe('{}')
  })

  test('behavior: at most 64 connections go to one host, and waiting requests are sent too', async () => {
    const sockets = new Set<Socket>()
    const url = await start((request, response) => {
      sockets.add(request.socket)
      setTimeout(() => response.end('{}'), 20)
    })
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => sendJson({ ...limits, url, timeoutMs: 10_000 })),
    )
    expect(answers).toEqual(Array(200).fill('{}'))
    expect(sockets.size).toBe(64)
  })

  test.each([
    [(): string => new Date(Date.now() + 600_000).toUTCString(), [600]],
    [(): string => new Date(Date.now() - 600_000).toUTCString(), [-600]],
    [(): string => 'noon', []],
  ] as const)('behavior: the clock of an answer is told, if it has one (%#)', async (makeDate, skews) => {
    const url = await start((_, response) => response.writeHead(200, { date: makeDate() }).end('{}'))
    const told: number[] = []
    const tellSkew = (seconds: number) => void told.push(Math.round(seconds / 10) * 10)
    await sendJson({ ...limits, url, timeoutMs: 5_000, tellSkew })
    expect(told).toEqual(skews)
  })

  test('refuses: a request that waits too long for a connection', async () => {
    const url = await start(() => {})
    const silent = Array.from({ length: 70 }, () => sendJson({ ...limits, url, timeoutMs: 300 }))
    const ends = await Promise.allSettled(silent)
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(70)
  })

  test('behavior: a host that closed all of its idle connections is asked over a new one', async () => {
    const idle = new Set<Socket>()
    let isClosing = false
    const url = await start((request, response) => {
      if (isClosing && idle.has(request.socket)) return void request.socket.destroy()
      idle.add(request.socket)
      // Together, so that each has a connection of its own.
      setTimeout(() => response.end('{}'), 20)
    })
    const ask = () => sendJson({ ...limits, url, timeoutMs: 10_000 })
    await Promise.all(Array.from({ length: 5 }, ask))
    expect(idle.size).toBe(5)
    isClosing = true
    expect(await ask()).toBe('{}')
  })

  test('behavior: a retry over a new connection does not extend the total time', async () => {
    let asked = 0
    const url = await start((request, response) => {
      asked++
      if (asked === 1) response.end('{}')
      if (asked === 2) setTimeout(() => request.socket.resetAndDestroy(), 1500)
    })
    await sendJson({ ...limits, url, timeoutMs: 2000 })
    const started = performance.now()
    await expect(sendJson({ ...limits, url, timeoutMs: 2000 })).rejects.toThrow('no answer in time')
    expect(asked).toBe(3)
    expect(performance.now() - started).toBeLessThan(2_900)
  })
})
