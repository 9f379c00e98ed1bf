import { describe, expect, test } from 'vitest'
import { createLog, type LogFormat, type LogLevel } from '../../app/log/createLog.ts'
import type { LogFields } from '../../app/ports/log.ts'

function open({ level = 'info', format = 'json' }: { level?: LogLevel; format?: LogFormat } = {}) {
  const lines: { line: string; isUrgent: boolean }[] = []
  const log = createLog({ level, format, write: (line, isUrgent) => void lines.push({ line, isUrgent }) })
  return { log, lines }
}

describe('createLog', () => {
  test('default: one JSON object a line, with level, time, sentence and fields', () => {
    const { log, lines } = open()
    log.warn('POST /proxy/unlock 503', {
      requestId: 'a-request',
      shop: 'harbor.myshopify.com',
      status: 503,
      ms: 12,
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]?.line.endsWith('\n')).toBe(true)
    expect(JSON.parse(lines[0]?.line ?? '')).toEqual({
      level: 40,
      severity: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      msg: 'POST /proxy/unlock 503',
      requestId: 'a-request',
      shop: 'harbor.myshopify.com',
      status: 503,
      ms: 12,
    })
  })

  test('behavior: as text, a line is for people, and warnings are urgent', () => {
    const { log, lines } = open({ format: 'text' })
    log.info('Ready again.')
    log.error('request 1 failed: Error 23505', { errorId: '1', fault: '    at unlock (a.ts:1:1)' })
    expect(lines.map(({ line }) => line.replace(/^\d\d:\d\d:\d\d/, 'time'))).toEqual([
      'time Ready again.\n',
      'time error request 1 failed: Error 23505 errorId=1\n    at unlock (a.ts:1:1)\n',
    ])
    expect(lines.map(({ isUrgent }) => isUrgent)).toEqual([false, true])
  })

  test.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
    ['silent', 0],
  ] as const)('behavior: the level %s writes %i of four lines', (level, count) => {
    const { log, lines } = open({ level })
    for (const write of [log.debug, log.info, log.warn, log.error]) write('Something.')
    expect(lines).toHaveLength(count)
  })

  test('refuses: a field that is not declared', () => {
    const { log, lines } = open()
    log.info('A login.', { status: 200, signature: '0xsigned', walletAddress: 'me' } as LogFields)
    expect(lines[0]?.line).not.toMatch(/signed|signature|wallet|"me"/)
  })

  test.each([
    ['an EVM address', `0x${'Ab1'.repeat(13)}c`],
    ['a signature', `0x${'0f'.repeat(65)}`],
    ['a hash without a prefix', 'ab'.repeat(16)],
    ['a Solana address', '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin'],
    ['a base64 signature', `${'aB3/'.repeat(21)}Zg==`],
    ['an access token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIweDAifQ.c2lnbmF0dXJl'],
    ['a token of Shopify', 'shpat_0123456789abcdef'],
    ['a key of the API', 'sk_0123456789abcdef'],
    ['the secret of a webhook', 'whsec_S/giI9DM+tjnPcxWtanzNH+w79VrRt9G'],
    ['a discount code of an unlock', 'PAL-PQ5B-CTRW-FVBY'],
    ['the first code of a pair', 'PAL-PQ5B-CTRW-FVBY-1'],
    ['the session of a member of the staff', `7.${'0a'.repeat(32)}`],
    ['an e-mail address', 'jane.doe+shop@mail.example.com'],
    ['the query of a URL', 'https://rpc.example/v1?key=abcdef'],
  ])('refuses: %s in a sentence', (_, secret) => {
    const { log, lines } = open()
    log.warn(`It failed for ${secret}.`)
    const said = String((JSON.parse(lines[0]?.line ?? '') as { msg: string }).msg)
    expect(said).toContain('[hidden]')
    expect(said).not.toContain(secret.slice(secret.indexOf('?') + 1))
  })

  test('behavior: ids, routes, codes and shops stay readable', () => {
    const { log, lines } = open()
    const said =
      'request 3f2504e0-4f89-41d3-9a0c-0305e82c3301 of harbor-goods.myshopify.com at /api/v1/chains/:chain: ERR_CHAIN_READ'
    log.warn(said)
    expect((JSON.parse(lines[0]?.line ?? '') as { msg: string }).msg).toBe(said)
  })

  test('refuses: a control character, which could forge a line', () => {
    const { log, lines } = open({ format: 'text' })
    log.warn('A shop\n12:00:00 error FAKE')
    expect(lines[0]?.line.split('\n')).toHaveLength(2)
  })
})
