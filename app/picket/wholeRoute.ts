import type { z } from 'zod'
import type { Turn } from '../core/limit/createCeiling.ts'
import { parseBody } from '../parseBody.ts'
import { type DoorRequest, readBody } from '../readJsonBody.ts'
import { answerPicketError } from './answerPicketError.ts'
import { answerPreflight, formatSiteHeaders, setAllowedOrigin } from './answerPreflight.ts'
import {
  authenticateCaller,
  type PicketCaller,
  type PicketDoor,
  type RouteArguments,
  type Sites,
} from './authenticateCaller.ts'
import { parseJson } from './parseJson.ts'
import { wrongMethod } from './wrongMethod.ts'

/** The methods of the API's addresses. */
export type PicketMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'
/** What a request says beside its body. */
export type PicketAsked = {
  readonly params: RouteArguments['params']
  readonly headers: DoorRequest['headers']
  /** Absolute. */
  readonly url: string
}

export type WholeRouteParameters<Input, Result, Caller> = {
  readonly door: PicketDoor
  readonly method: PicketMethod
  /** `publishable` accepts both kinds of key. */
  readonly access: 'publishable' | 'secret'
  /** The sites whose pages may ask. Default: those of the project. */
  readonly sites?: Sites | undefined
  readonly turn: Turn
  /** Authorize a caller, before its body is read. */
  readonly enter: (caller: PicketCaller) => Promise<Caller>
  /** The schema of the body; for a request without one, it parses `{}`. */
  readonly schema: z.ZodType<Input>
  readonly hasBody: boolean
  readonly maxBytes: number
  readonly run: (caller: Caller, input: Input, asked: PicketAsked) => Promise<Result>
  readonly answer: (result: Result, caller: Caller, siteHeaders: Record<string, string>) => Response
}

/** Make an endpoint of the API for every method: preflight, ceiling, key, site, limits, right, body, flow, answer. */
export function wholeRoute<Input, Result, Caller>(parameters: WholeRouteParameters<Input, Result, Caller>) {
  const { door, method, access, sites, turn, enter, schema, hasBody, maxBytes, run, answer } = parameters
  return async ({ request, params, context }: RouteArguments): Promise<Response> => {
    const { headers } = request
    const origin = headers.get('origin')
    if (request.method === 'OPTIONS') return answerPreflight({ origin, methods: method })
    try {
      if (request.method !== method && !(method === 'GET' && request.method === 'HEAD'))
        throw wrongMethod([method])
      // A key may have to be looked up.
      door.ceiling.check(turn)
      const user = await authenticateCaller({ door, access, sites, request, context, origin })
      await door.limit(user)
      const caller = await enter(user)
      const body = hasBody ? parseJson(await readBody({ request, maxBytes })) : {}
      const input = parseBody(schema, body)
      // Not while a body arrives, which may take its time.
      const result = await door.ceiling.run(turn, () =>
        run(caller, input, { params, headers, url: request.url }),
      )
      return answer(result, caller, formatSiteHeaders(origin))
    } catch (error) {
      const refusal = answerPicketError(error)
      // On a page of the same origin this header would make the browser ask for a password.
      if (headers.get('sec-fetch-mode')) refusal.headers.delete('www-authenticate')
      return setAllowedOrigin(refusal, origin)
    }
  }
}
