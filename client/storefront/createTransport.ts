import { isGateError } from '../../extensions/gate-block/src/api/GateError.ts'
import { PalisadeError, type PalisadeErrorCode } from '../server/PalisadeError.ts'
import type { ReadGatesOptions } from './readOptions.ts'
import { readRetryAfter } from './readRetryAfter.ts'

/** One request to the API. The block's own code makes it; `explain` says why it failed. */
export type Transport = {
  readonly send: typeof fetch
  /** An error of the block's code, or of a wallet, as one of this module. */
  readonly explain: (error: unknown) => unknown
}

type Seen = {
  readonly status: number
  readonly retryAfterSeconds: number | null
  readonly answer: Readonly<Record<string, unknown>> | null
}

/** Create the transport of one request: with the key, and with the errors of the API in the shape that the block reads. */
export function createTransport({ apiKey, fetch, url }: ReadGatesOptions): Transport {
  let seen: Seen | null = null
  return {
    send: async (input, init) => {
      seen = null
      const headers = {
        ...(init?.headers as Record<string, string>),
        authorization: `Basic ${btoa(`${apiKey}:`)}`,
      }
      const response = await fetch(input, { ...init, headers, credentials: 'omit' })
      const { status } = response
      const text = await response.text()
      const answer = parse(text)
      seen = { status, retryAfterSeconds: readRetryAfter(response), answer }
      const body =
        answer && !response.ok ? JSON.stringify({ ...answer, code: answer.error ?? answer.code }) : text
      return new Response(body, { status: status === 204 ? 200 : status })
    },
    explain: (error) => {
      if (!isGateError(error)) return error
      const { message } = error
      if (message === 'network') return noAnswer(url, error)
      if (message === 'server' || !seen?.answer) return wrongAnswer(url, seen)
      return new PalisadeError({
        // The block says `busy` for any 429. The server’s own code tells whether it is full, or asked too often.
        code: (message === 'busy' ? (seen.answer.error ?? 'ERR_RATE_LIMITED') : message) as PalisadeErrorCode,
        message: `${seen.answer.msg ?? 'The request was refused.'}`,
        ...{ status: seen.status, retryAfterSeconds: seen.retryAfterSeconds, answer: seen.answer },
      })
    },
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const answer = JSON.parse(text) as unknown
    return typeof answer === 'object' && answer ? (answer as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function noAnswer(url: string, cause: unknown): PalisadeError {
  const message = `${url} did not answer in time, or there is no connection. Try again; if it never answers, check the address.`
  return new PalisadeError({ code: 'ERR_CLIENT_NETWORK', message, cause })
}

/** A page of HTML, such as a password page or a proxy's: neither yes nor no. */
function wrongAnswer(url: string, seen: Seen | null): PalisadeError {
  const { status = 0, retryAfterSeconds = null } = seen ?? {}
  if (status === 429)
    return new PalisadeError({
      code: 'ERR_RATE_LIMITED',
      message: 'There were too many requests. Wait a moment, then try again.',
      ...{ status, retryAfterSeconds },
    })
  return new PalisadeError({
    code: 'ERR_CLIENT_ANSWER',
    message: `${url} did not answer as Palisade's API: status ${status}. Check the address, and what is between this page and the server. You know nothing about the wallet yet.`,
    ...{ status, retryAfterSeconds },
  })
}
