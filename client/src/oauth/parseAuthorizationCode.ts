import type { AuthorizationAnswer } from '../../../public/palisade.d.ts'
import type { Server } from '../api/sendToApi.ts'
import { PicketError } from '../PicketError.ts'

/** Whether a URL is one that the authorize page redirects to. */
export function hasAuthorizationCodeParams(url: string): boolean {
  const { searchParams } = new URL(url)
  return searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'))
}

/** Parse the authorize page's answer. @throws {PicketError} if the URL has no answer. */
export function parseAuthorizationCodeParams(url: string): AuthorizationAnswer {
  if (!hasAuthorizationCodeParams(url)) {
    throw new PicketError('request', { msg: 'The URL has no authorization code.' })
  }
  const { searchParams } = new URL(url)
  return {
    state: searchParams.get('state'),
    code: searchParams.get('code'),
    error: searchParams.get('error'),
    error_description: searchParams.get('error_description'),
    iss: searchParams.get('iss'),
  }
}

export type ParseOwnCodeParameters = {
  readonly answer: AuthorizationAnswer
  /** The state that the login was started with. */
  readonly state: string | undefined
  /** The API that the login was started at. */
  readonly server: Server
}

/**
 * Take the code from an answer to our own request.
 * @throws {PicketError} `state` if the login was started elsewhere or another server answers, else the error of the
 * authorize page.
 */
export function parseOwnCode({ answer, state, server }: ParseOwnCodeParameters): string {
  const { iss } = answer
  if (!state || answer.state !== state || (iss && iss !== server.baseURL)) {
    throw new PicketError('state', { msg: 'This page did not start this login. Sign in again.' })
  }
  if (answer.error || !answer.code) {
    const told = answer.error ?? 'no code'
    const msg = answer.error_description || told
    throw new PicketError(reasons[told] ?? 'request', { msg, code: told })
  }
  return answer.code
}

const reasons = {
  access_denied: 'rejected',
  temporarily_unavailable: 'could-not-check',
  server_error: 'could-not-check',
} as Readonly<Record<string, 'rejected' | 'could-not-check'>>
