import { PalisadeError } from '../../core/errors/base.ts'
import { findDetails } from '../../core/errors/details.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { DoorRequest } from '../../readJsonBody.ts'
import { answerPicketError } from '../answerPicketError.ts'
import { describeOauthError } from './answerOauthError.ts'
import { answerPage } from './page/answerPage.ts'
import { composeNoteBody } from './page/composeLoginBody.ts'

export type AuthorizeErrorParameters = {
  readonly error: unknown
  readonly request: Pick<DoorRequest, 'method' | 'headers'>
  readonly nonce: string
}

/** Answer an error that must not go to the client: browsers get a page; programs and the page's script get JSON. */
export function answerAuthorizeError({ error, request, nonce }: AuthorizeErrorParameters): Response {
  const { error: code, error_description } = describeOauthError(error)
  const answer = answerPicketError(error, { code, error_description, ...describeUnmet(error) })
  // This header would make the browser show a password prompt.
  answer.headers.delete('www-authenticate')
  answer.headers.set('referrer-policy', 'no-referrer')
  const wantsPage = /\btext\/html\b/i.test(request.headers.get('accept') ?? '')
  if (!wantsPage) return answer
  const said = error instanceof PalisadeError ? formatError(error) : error_description
  const body = composeNoteBody({
    title: 'This login can’t start',
    text: 'The page you came from sent a request that doesn’t work. Nothing was signed. Close this window and send the message below to the site’s owner.',
    details: said,
  })
  const page = answerPage({ title: 'This login can’t start', body, script: null, nonce }, answer.status)
  const wait = answer.headers.get('retry-after')
  if (wait) page.headers.set('retry-after', wait)
  return page
}

/** What was needed and found, so that the page can name the tokens. */
function describeUnmet(error: unknown): object {
  const unmet = error instanceof PalisadeError ? findDetails(error, 'ERR_REQUIREMENT_UNMET') : undefined
  return unmet ? { unmet } : {}
}
