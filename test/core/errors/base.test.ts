import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  AccessError,
  ConflictError,
  createError,
  type ErrorArguments,
  InputError,
  LoginError,
  NotFoundError,
  PalisadeError,
  SetupError,
  UpstreamError,
} from '../../../app/core/errors/base.ts'
import { type CodeOf, type ErrorCode, errorKinds } from '../../../app/core/errors/codes.ts'
import { findDetails, findRetryAfter } from '../../../app/core/errors/details.ts'
import { statusOf } from '../../../app/statusOf.ts'

const classes = {
  input: InputError,
  login: LoginError,
  access: AccessError,
  'not-found': NotFoundError,
  conflict: ConflictError,
  upstream: UpstreamError,
  setup: SetupError,
}
const codes = Object.keys(errorKinds) as ErrorCode[]

describe('createError', () => {
  test.each(codes)('default: %s has the class of its kind and no other', (code) => {
    const error = createError(code, 'No.', { hint: 'Wait.', cause: 7 })
    expect(error).toBeInstanceOf(PalisadeError)
    const found = Object.entries(classes).filter(([, each]) => error instanceof each)
    expect(found.map(([kind]) => kind)).toEqual([errorKinds[code]])
    expect(error).toMatchObject({ code, message: 'No.', hint: 'Wait.', cause: 7, details: undefined })
    expect(error.name).toBe(classes[errorKinds[code]].name)
  })
})

describe('errorKinds', () => {
  test('behavior: exactly the kind not-found answers 404, and exactly the kind setup 500', () => {
    for (const code of codes) {
      expect([code, statusOf(code) === 404]).toEqual([code, errorKinds[code] === 'not-found'])
      expect([code, statusOf(code) === 500]).toEqual([code, errorKinds[code] === 'setup'])
    }
  })

  test('behavior: a class accepts only the codes of its kind', () => {
    type NotFound = ErrorArguments<CodeOf<'not-found'>>
    expectTypeOf<readonly ['ERR_SHOP_NOT_FOUND', string]>().toExtend<NotFound>()
    expectTypeOf<readonly ['ERR_CHAIN_READ', string]>().not.toExtend<NotFound>()
    expect(new NotFoundError('ERR_SHOP_NOT_FOUND', 'No.').code).toBe('ERR_SHOP_NOT_FOUND')
    expectTypeOf<UpstreamError['code']>().toEqualTypeOf<CodeOf<'upstream'>>()
    expectTypeOf<CodeOf<'login'>>().toEqualTypeOf<
      | 'ERR_NONCE_UNKNOWN'
      | 'ERR_LOGIN_MISMATCH'
      | 'ERR_SIGNATURE_INVALID'
      | 'ERR_WALLET_FACTORY'
      | 'ERR_SESSION_UNKNOWN'
      | 'ERR_REQUEST_SIGNATURE'
      | 'ERR_REQUEST_TIME'
    >()
  })
})

describe('findDetails', () => {
  test('default: the details of the error’s own code, and undefined for another code', () => {
    const error = new InputError('ERR_GATE_INVALID', 'No.', { details: { fields: { name: 'required' } } })
    const found = findDetails(error, 'ERR_GATE_INVALID')
    expectTypeOf(found?.fields.name).toEqualTypeOf<
      import('../../../app/core/gate/issues.ts').FieldIssue | undefined
    >()
    expect(found).toEqual({ fields: { name: 'required' } })
    expect(findDetails(error, 'ERR_PROJECT_INVALID')).toBeUndefined()
  })

  test('behavior: both errors to be retried say after how many seconds', () => {
    const limited = new AccessError('ERR_RATE_LIMITED', 'No.', { details: { retryAfter: 7 } })
    const away = new UpstreamError('ERR_DATABASE_AWAY', 'No.', { details: { retryAfter: 5 } })
    expect([limited, away, new InputError('ERR_METHOD', 'No.')].map(findRetryAfter)).toEqual([
      7,
      5,
      undefined,
    ])
  })
})
