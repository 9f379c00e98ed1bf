import type { OauthParameters } from '../../core/oauth/parameters.ts'
import { invalidRequest } from '../../core/oauth/parameters.ts'
import { type DoorRequest, readBody } from '../../readJsonBody.ts'
import { parseJson } from '../parseJson.ts'

const MAX_BYTES = 64 * 1024

/**
 * Read the fields of a form or JSON body: OAuth specifies forms, and Picket's clients send JSON. A null value counts as
 * absent; any other value that is not text is refused.
 * @throws {InputError} ERR_BODY_TOO_LARGE, ERR_BODY_INVALID, ERR_OAUTH_REQUEST
 */
export async function readFields(request: DoorRequest): Promise<OauthParameters> {
  const bytes = await readBody({ request, maxBytes: MAX_BYTES })
  if (bytes.length === 0) return []
  if (isForm(request)) return [...new URLSearchParams(new TextDecoder().decode(bytes))]
  const value = parseJson(bytes)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidRequest('The body must be an object of fields.', 'Send form fields or a JSON object.')
  }
  return Object.entries(value)
    .filter(([, field]) => field !== null)
    .map(([name, field]) => {
      if (typeof field === 'string') return [name, field]
      throw invalidRequest(`${name.slice(0, 60)} must be a string.`, 'Send every field as a string.')
    })
}

/** Whether a request's content type is a form. */
export function isForm({ headers }: Pick<DoorRequest, 'headers'>): boolean {
  return /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers.get('content-type') ?? '')
}
