import { composeRedirect } from '../../core/oauth/composeRedirect.ts'
import type { AuthorizeTarget } from '../../core/oauth/parseAuthorizeTarget.ts'
import { describeOauthError } from './answerOauthError.ts'
import type { PageAnswer } from './page/types.ts'

/** The outcome for the client: a code, or an error, or that the person cancelled. */
export type AuthorizeOutcome =
  | { readonly kind: 'granted'; readonly code: string }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'cancelled' }

export type ComposeAnswerParameters = {
  readonly target: AuthorizeTarget
  readonly outcome: AuthorizeOutcome
  /** The `issuer` of our discovery document. */
  readonly issuer: string
}

/**
 * Compose the answer to the client: a redirect, or a message to the origin of the redirect URI. Every answer, errors
 * too, names the issuer. So a client of several servers cannot be tricked into sending one server's code to another.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207
 */
export function composeAnswer({ target, outcome, issuer }: ComposeAnswerParameters): PageAnswer {
  const { redirectUri, responseMode, state } = target
  const fields = { ...formatOutcome(outcome), ...(state === null ? {} : { state }), iss: issuer }
  return responseMode === 'web_message'
    ? { kind: 'message', origin: new URL(redirectUri).origin, response: fields }
    : { kind: 'redirect', url: composeRedirect({ redirectUri, answer: fields }) }
}

function formatOutcome(outcome: AuthorizeOutcome): Readonly<Record<string, string>> {
  if (outcome.kind === 'granted') return { code: outcome.code }
  if (outcome.kind === 'refused') return describeOauthError(outcome.error)
  return { error: 'access_denied', error_description: 'The user canceled the login.' }
}
