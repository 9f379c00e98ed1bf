import type { ErrorAnswer, Reason } from '../../../public/palisade.d.ts'
import { PicketError } from '../PicketError.ts'

/** The API's address, and the key to call it with. */
export type Server = { readonly baseURL: string; readonly apiKey: string }

type SendToApiParameters = {
  readonly server: Server
  readonly path: string
  /** An object is sent as JSON, `URLSearchParams` as a form. Without a body the request is a GET. */
  readonly body?: object
  readonly timeoutMs?: number
}

/**
 * Call the API.
 * @throws {PicketError} also for a lost connection, a timeout, and an answer that is not JSON.
 */
export async function sendToApi<Answer>(parameters: SendToApiParameters): Promise<Answer> {
  const { server, path, body, timeoutMs = 30_000 } = parameters
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), timeoutMs)
  const isForm = body instanceof URLSearchParams
  let status = 0
  let answer: unknown
  try {
    const response = await fetch(`${server.baseURL.replace(/\/+$/, '')}/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Basic ${btoa(`${server.apiKey}:`)}`,
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
      },
      body: isForm || !body ? body : JSON.stringify(body),
      keepalive: isForm,
      credentials: 'omit',
      signal: controller.signal,
    })
    const text = await response.text()
    status = response.status
    answer = JSON.parse(text || '{}')
    if (response.ok) return answer as Answer
  } catch {
    // An HTML page with status 200 counts as no answer.
    if (status < 400) status = 0
  } finally {
    clearTimeout(timer)
  }
  const told = (answer ?? (status ? {} : { msg: 'The server could not be reached.' })) as ErrorAnswer
  throw new PicketError(reasonOf({ status, answer: told }), told, status)
}

const reasons: Readonly<Record<string, Reason>> = {
  ERR_KEY_MISSING: 'key',
  ERR_KEY_UNKNOWN: 'key',
  ERR_KEY_FORBIDDEN: 'key',
  ERR_SITE_FORBIDDEN: 'site',
  ERR_TOKEN_INVALID: 'token',
  ERR_REQUIREMENT_UNMET: 'not-eligible',
  ERR_WALLET_NOT_ALLOWED: 'not-allowed',
  ERR_NONCE_UNKNOWN: 'signature',
  ERR_SIGNATURE_INVALID: 'signature',
  ERR_LOGIN_MISMATCH: 'signature',
}

/** Map an error answer to a reason. Status 424 and 5xx always mean `could-not-check`, never a refusal. */
export function reasonOf({ status, answer }: { status: number; answer: ErrorAnswer }): Reason {
  if (status === 0) return 'network'
  if (status === 429) return 'slow-down'
  if (status === 424 || status >= 500) return 'could-not-check'
  return (
    reasons[answer.error ?? ''] ?? (status === 401 ? 'token' : status === 403 ? 'not-eligible' : 'request')
  )
}
