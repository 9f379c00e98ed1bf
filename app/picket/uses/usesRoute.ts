import type { PublicUses } from '../../core/redemption/publicUses.ts'
import { chooseTexts, findLanguage } from '../../core/text/languages.ts'
import { parseAcceptLanguage } from '../../core/text/parseAcceptLanguage.ts'
import { describeError } from '../../describeError.ts'
import type { RouteArguments } from '../authenticateCaller.ts'
import { documentRoute } from '../oauth/documentRoute.ts'
import { USES_WORDS } from '../words/usesWords.ts'
import { formatTokenUses } from './formatTokenUses.ts'
import { renderUses, renderUsesError } from './renderUses.ts'

/** A token that is used up must not look free for long. */
const MAX_AGE_SECONDS = 5

/** Find the uses of a token by what an address names. @throws {NotFoundError} ERR_GATE_NOT_FOUND */
type FindTokenUses = (asked: {
  readonly shop: string | undefined
  readonly number: string | undefined
  readonly token: string | null
}) => Promise<PublicUses>
type Route = (parameters: RouteArguments) => Promise<Response>

/** Make the API’s address of a token’s uses. It needs no key, and every site may read it. */
export function usesRoute(find: FindTokenUses): Route {
  return ({ request, params: { shop, number, token = '' } }) =>
    documentRoute({
      read: async () => formatTokenUses(await find({ shop, number, token })),
      maxAgeSeconds: MAX_AGE_SECONDS,
    })({ request })
}

/**
 * Make the page of a token’s uses, a form that works without a script. It speaks the language that the address names as
 * `locale`, else the browser's.
 */
export function usesPageRoute(find: FindTokenUses): Route {
  return async ({ request, params: { shop, number } }) => {
    const { searchParams } = new URL(request.url)
    // People type a number as it is shown to them: #7.
    const token = searchParams.get('token')?.trim().replace(/^#\s*/, '') || null
    const wished = findLanguage(searchParams.get('locale') ?? '')
    const accepted = parseAcceptLanguage(request.headers.get('accept-language'))
    const speech = chooseTexts(USES_WORDS, wished ? [wished] : accepted)
    try {
      const found = await find({ shop, number, token })
      return answerPage(renderUses({ found, token, speech, wished }), 200)
    } catch (error) {
      const { status } = describeError(error)
      return answerPage(renderUsesError({ isMissing: status === 404, speech }), status)
    }
  }
}

function answerPage(html: string, status: number): Response {
  return new Response(html, {
    status,
    // A Headers object, because the server keeps headers that are set on it later.
    headers: new Headers({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    }),
  })
}
