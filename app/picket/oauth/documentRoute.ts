import { answerPicketError } from '../answerPicketError.ts'
import type { RouteArguments } from '../picketRoute.ts'
import { wrongMethod } from '../wrongMethod.ts'

export type DocumentRouteParameters = {
  readonly read: () => object | Promise<object>
  /** How long it may be kept. */
  readonly maxAgeSeconds: number
}

/** Make the address of a document about this server that says nothing of anybody: every site may read and keep it. */
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
      // An object, so that the server keeps what is set on it later.
      headers: new Headers({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': `public, max-age=${maxAgeSeconds}`,
      }),
    })
  } catch (error) {
    return answerPicketError(error)
  }
}
