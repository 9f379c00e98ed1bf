import { answerJson } from '../../answerError.ts'
import { AccessError, PalisadeError } from '../../core/errors/base.ts'
import { findDetails } from '../../core/errors/details.ts'
import { formatError } from '../../core/errors/formatError.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { parseBody } from '../../parseBody.ts'
import { type DoorRequest, readBody } from '../../readJsonBody.ts'
import { answerPicketError } from '../answerPicketError.ts'
import { findCallerAddress, type RouteArguments } from '../authenticateCaller.ts'
import { parseJson } from '../parseJson.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { answerAuthorization } from './answerAuthorization.ts'
import { describeOauthError } from './answerOauthError.ts'
import type { AuthorizeDoor } from './authorizeDoor.ts'
import { AuthorizeStep } from './authorizeWire.ts'
import { composeAnswer } from './composeAnswer.ts'
import { answerPage } from './page/answerPage.ts'
import { choosePageLanguage, chooseWords } from './page/chooseWords.ts'
import { composeNoteBody } from './page/composeLoginBody.ts'
import { isForm, readFields } from './readFields.ts'

const MAX_BYTES = 64 * 1024

/**
 * Make the address where people sign in for a client. It answers with a redirect, a page, or JSON to its own page's
 * script. An unknown client or redirect URI never gets a redirect.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export function authorizeRoute(door: AuthorizeDoor) {
  return async ({ request, context }: RouteArguments): Promise<Response> => {
    const clientAddress = findCallerAddress({ door, request, context })
    try {
      if (request.method === 'POST' && !isForm(request)) {
        return answerJson(await runStep({ door, request, clientAddress }))
      }
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) throw wrongMethod(['GET', 'POST'])
      const parameters =
        request.method === 'POST' ? await readFields(request) : [...new URL(request.url).searchParams]
      const started = await door.start({ parameters, clientAddress })
      const accepted = request.headers.get('accept-language')
      const speech = chooseWords(choosePageLanguage({ parameters, accepted }))
      return await answerAuthorization({ door, started, parameters, speech })
    } catch (error) {
      return answerAuthorizeError({ error, request, nonce: door.createNonce() })
    }
  }
}

async function runStep({
  door,
  request,
  clientAddress,
}: {
  door: AuthorizeDoor
  request: DoorRequest
  clientAddress: ClientAddress | null
}): Promise<object> {
  const { origin } = new URL(door.issuer)
  if (request.headers.get('origin') !== origin) throw foreignSite(origin)
  const step = parseBody(AuthorizeStep, parseJson(await readBody({ request, maxBytes: MAX_BYTES })))
  const asked = { parameters: [...new URLSearchParams(step.query)], clientAddress }
  if (step.step === 'names') return door.describeTokens(asked)
  const accepted = request.headers.get('accept-language')
  const locale = choosePageLanguage({ parameters: asked.parameters, accepted })
  if (step.step === 'message') return door.prepare({ ...asked, ...step, locale })
  const { target, code } = await door.complete({ ...asked, ...step })
  return composeAnswer({ target, outcome: { kind: 'granted', code }, issuer: door.issuer })
}

function foreignSite(ownOrigin: string): AccessError {
  return new AccessError(
    'ERR_SITE_FORBIDDEN',
    'Only the authorize page itself may send POST requests to this URL.',
    {
      hint: `Open that page on ${ownOrigin}, or redirect the browser to it.`,
    },
  )
}

type AuthorizeErrorParameters = {
  readonly error: unknown
  readonly request: DoorRequest
  readonly nonce: string
}

/** Answer an error that must not go to the client: browsers get a page; programs and the page's script get JSON. */
function answerAuthorizeError({ error, request, nonce }: AuthorizeErrorParameters): Response {
  const { error: code, error_description } = describeOauthError(error)
  const answer = answerPicketError(error, { code, error_description, ...describeUnmet(error) })
  // This header would make the browser show a password prompt.
  answer.headers.delete('www-authenticate')
  answer.headers.set('referrer-policy', 'no-referrer')
  const wantsPage = /\btext\/html\b/i.test(request.headers.get('accept') ?? '')
  if (!wantsPage) return answer
  const said = error instanceof PalisadeError ? formatError(error) : error_description
  const parameters = [...new URL(request.url).searchParams]
  const accepted = request.headers.get('accept-language')
  const speech = chooseWords(choosePageLanguage({ parameters, accepted }))
  const { cannotStart: title, cannotStartText: text } = speech.page
  const body = composeNoteBody({ title, text, details: said })
  const page = answerPage({ title, speech, body, script: null, nonce }, answer.status)
  const wait = answer.headers.get('retry-after')
  if (wait) page.headers.set('retry-after', wait)
  return page
}

/** What was needed and found, so that the page can name the tokens. */
function describeUnmet(error: unknown): object {
  const unmet = error instanceof PalisadeError ? findDetails(error, 'ERR_REQUIREMENT_UNMET') : undefined
  return unmet ? { unmet } : {}
}
