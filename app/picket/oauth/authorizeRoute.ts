import { answerJson } from '../../answerError.ts'
import { AccessError } from '../../core/errors/base.ts'
import type { ClientAddress } from '../../core/limit/types.ts'
import { parseBody } from '../../parseBody.ts'
import { type DoorRequest, readBody } from '../../readJsonBody.ts'
import { parseJson } from '../parseJson.ts'
import { findCallerAddress, type RouteArguments } from '../picketRoute.ts'
import { wrongMethod } from '../wrongMethod.ts'
import { answerAuthorization } from './answerAuthorization.ts'
import { answerAuthorizeError } from './answerAuthorizeError.ts'
import type { AuthorizeDoor } from './authorizeDoor.ts'
import { AuthorizeStep } from './authorizeWire.ts'
import { composeAnswer } from './composeAnswer.ts'
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
      return await answerAuthorization({ door, started, parameters })
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
  if (step.step === 'message') return door.prepare({ ...asked, ...step })
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
