import { z } from 'zod'
import { answerWhole } from '../../answerError.ts'
import type { AccessClaims } from '../../core/accessToken/types.ts'
import { AccessError, InputError } from '../../core/errors/base.ts'
import { addressRoute } from '../addressRoute.ts'
import type { PicketCaller, PicketDoor } from '../authenticateCaller.ts'
import { wholeRoute } from '../wholeRoute.ts'

const Body = z.looseObject({ accessToken: z.string().max(16_384).nullish() })

/**
 * Make the address at which clients of spring 2022 ask whether a token is valid: as a bearer token, beside the key in
 * `X-API-KEY`. A body may name it too.
 */
export function verifyRoute({
  door,
  verify,
}: {
  readonly door: PicketDoor
  /** @throws {AccessError} ERR_TOKEN_INVALID */
  readonly verify: (caller: PicketCaller, accessToken: string) => Promise<AccessClaims>
}) {
  const createEndpoint = (method: 'GET' | 'POST') =>
    wholeRoute({
      ...({ door, method, access: 'publishable', turn: 'later', schema: Body } as const),
      ...{ hasBody: method === 'POST', maxBytes: 64 * 1024 },
      enter: async (caller) => caller,
      run: async (caller, { accessToken }, { headers }) => {
        const token = readBearer(headers.get('authorization')) ?? accessToken
        if (!token) throw missingToken()
        return isValid(() => verify(caller, token))
      },
      answer: (valid, _, siteHeaders) => answerWhole({ valid }, siteHeaders),
    })
  return addressRoute({ GET: createEndpoint('GET'), POST: createEndpoint('POST') })
}

async function isValid(verify: () => Promise<AccessClaims>): Promise<boolean> {
  try {
    await verify()
    return true
  } catch (error) {
    if (error instanceof AccessError && error.code === 'ERR_TOKEN_INVALID') return false
    throw error
  }
}

function readBearer(header: string | null): string | null {
  return /^bearer +([\w\-.~+/]{1,16384}=*) *$/i.exec(header ?? '')?.[1] ?? null
}

function missingToken(): InputError {
  return new InputError('ERR_BODY_INVALID', 'The request has no access token.', {
    hint: 'Send it in the header "Authorization: Bearer <token>" and the key in X-API-KEY, or use /auth/validate.',
  })
}
