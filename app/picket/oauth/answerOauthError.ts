import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import { chooseErrorWord } from '../../core/oauth/chooseErrorWord.ts'
import type { OauthErrorWord } from '../../core/oauth/errorWord.ts'
import { formatErrorDescription } from '../../core/oauth/formatErrorDescription.ts'
import { answerPicketError } from '../answerPicketError.ts'

/** An error as an OAuth client reads it. */
export type OauthErrorView = { readonly error: OauthErrorWord; readonly error_description: string }

/** Map a thrown value to the answer of an OAuth endpoint: the API's shape, with `code` as OAuth's error word. */
export function answerOauthError(error: unknown): Response {
  const { error: code, error_description } = describeOauthError(error)
  return answerPicketError(error, { code, error_description })
}

/** Map a thrown value to OAuth's error word and description; an unexpected error reveals nothing. */
export function describeOauthError(error: unknown): OauthErrorView {
  if (!(error instanceof PalisadeError)) {
    return { error: 'server_error', error_description: 'Something went wrong on this server. Try again.' }
  }
  const word = chooseErrorWord(error)
  return { error: word, error_description: formatErrorDescription(formatError(error)) }
}
