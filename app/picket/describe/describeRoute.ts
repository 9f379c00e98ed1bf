import { answerPicketError } from '../answerPicketError.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { composeOpenApi, type OpenApiDocument } from './composeOpenApi.ts'

export type DescribeRouteParameters = {
  readonly issuer: string
  readonly contentType: string
  readonly write: (document: OpenApiDocument) => string | Promise<string>
}

/** Make an address that serves the API's description. It is written once, and the same for every caller. */
export function describeRoute({ issuer, contentType, write }: DescribeRouteParameters) {
  let written: Promise<string> | undefined
  return async ({ request }: { request: { readonly method: string } }): Promise<Response> => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return answerPicketError(wrongMethod(['GET']))
    written ??= composeOpenApi({ issuer }).then(write)
    return new Response(request.method === 'OPTIONS' ? null : await written, {
      headers: {
        'content-type': contentType,
        'cache-control': 'public, max-age=300',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
        // The page has one stylesheet and no scripts.
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      },
    })
  }
}
