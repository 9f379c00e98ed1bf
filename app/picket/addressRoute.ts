import { answerPicketError } from './answerPicketError.ts'
import { answerPreflight, setAllowedOrigin } from './answerPreflight.ts'
import type { RouteArguments } from './authenticateCaller.ts'
import type { PicketMethod } from './wholeRoute.ts'
import { wrongMethod } from './wrongMethod.ts'

type Endpoint = (parameters: RouteArguments) => Promise<Response>

/** Make an address of several endpoints, one for each method. */
export function addressRoute(endpoints: { readonly [method in PicketMethod]?: Endpoint }): Endpoint {
  const methods = Object.keys(endpoints)
  return async (parameters) => {
    const { request } = parameters
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const endpoint = methods.includes(method) ? endpoints[method as PicketMethod] : undefined
    if (endpoint) return endpoint(parameters)
    const origin = request.headers.get('origin')
    if (method === 'OPTIONS') return answerPreflight({ origin, methods: methods.join(', ') })
    return setAllowedOrigin(answerPicketError(wrongMethod(methods)), origin)
  }
}
