import { describe, expect, test } from 'vitest'
import { isConnectionLoss, isUnwritable } from '../../app/db/createGuardedStore.ts'
import { unreachable } from '../../app/db/openPostgres.ts'

const failing = (code: string, message = 'it failed') => Object.assign(new Error(message), { code })

describe('errors of a database that is not the request’s fault', () => {
  test.each([
    ['55000', 'accepts no connections'],
    ['40001', 'could not serialize access'],
    ['40P01', 'met itself in a deadlock'],
    ['53300', 'has no free connection'],
    ['25006', 'is read-only'],
    ['3D000', 'is not there'],
  ])('default: %s, which %s, is a state of the database', (code) => {
    expect(isUnwritable(failing(code))).toBe(true)
    expect(isUnwritable({ cause: failing(code) })).toBe(true)
  })

  test.each(['ECONNRESET', 'EMFILE', 'ENFILE', '57P01', '08006'])(
    'default: %s means that it is away',
    (code) => {
      expect(isConnectionLoss(failing(code))).toBe(true)
    },
  )

  test('behavior: a server that no longer encrypts is away too', () => {
    expect(isConnectionLoss(new Error('The server does not support SSL connections'))).toBe(true)
  })

  test('behavior: a start waits for a host that is away, whatever its name, and not for one without TLS', () => {
    const away = failing('ENOTFOUND', 'getaddrinfo ENOTFOUND db-ssl.example')
    expect(unreachable(away)).toMatchObject({ code: 'ERR_DATABASE_AWAY' })
    const plain = new Error('The server does not support SSL connections')
    expect(unreachable(plain)).toMatchObject({
      code: 'ERR_ENVIRONMENT',
      hint: expect.stringContaining('sslmode'),
    })
    expect(unreachable(failing('55000'))).toMatchObject({ code: 'ERR_DATABASE_AWAY' })
  })

  test.each(['23505', '22P02', '42703'])('refuses: %s, which is a fault of the app', (code) => {
    expect([isUnwritable(failing(code)), isConnectionLoss(failing(code))]).toEqual([false, false])
  })
})
