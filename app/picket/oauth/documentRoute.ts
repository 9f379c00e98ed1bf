import { answerPicketError } from '../answerPicketError.ts'
import type { RouteArguments } from '../authenticateCaller.ts'
import { wrongMethod } from '../wrongMethod.ts'

export type DocumentRouteParameters = {
  readonly read: () => object | Promise<object>
  /** How long caches may store it. */
  readonly maxAgeSeconds: number
}

/** Make the address of a public document about this server: every site may read and cache it. */
export function documentRoute({ read, maxAgeSeconds }: DocumentRouteParameters) {
  return async ({ request }: Pick<RouteArguments, 'request'>): Promise<Response> => {
    const answer = await answerDocument({ request, read, maxAgeSeconds })
    answer.headers.set('access-control-allow-origin', '*')
    return answer
  }
}

async function answerDocument({
  request,
  read,
  maxAgeSeconds,
}: DocumentRouteParameters & Pick<RouteArguments, 'request'>): Promise<Response> {
  if (request.method === 'OPTIONS') {
    const headers = { 'access-control-allow-methods': 'GET, OPTIONS', 'access-control-allow-headers': '*' }
    return new Response(null, { status: 204, headers })
  }
  try {
    if (request.method !== 'GET' && request.method !== 'HEAD') throw wrongMethod(['GET'])
    return new Response(JSON.stringify(await read()), {
      // A Headers object, because the server keeps headers that are set on it later.
      headers: new Headers({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': `public, max-age=${maxAgeSeconds}`,
      }),
    })
  } catch (error) {
    return answerPicketError(error)
  }
}
