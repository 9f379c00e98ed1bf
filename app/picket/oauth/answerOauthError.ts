import { PalisadeError } from '../../core/errors/base.ts'
import { formatError } from '../../core/errors/formatError.ts'
import { chooseErrorWord } from '../../core/oauth/chooseErrorWord.ts'
import type { OauthErrorWord } from '../../core/oauth/errorWord.ts'
import { formatErrorDescription } from '../../core/oauth/formatErrorDescription.ts'
import { answerPicketError } from '../answerPicketError.ts'

/** An error as an OAuth client is told of it. */
export type OauthErrorView = { readonly error: OauthErrorWord; readonly error_description: string }

/** What an address of OAuth answers to what was thrown: the API's shape, `code` in OAuth's words. */
export function answerOauthError(error: unknown): Response {
  const { error: code, error_description } = describeOauthError(error)
  return answerPicketError(error, { code, error_description })
}

/** Say what was thrown in OAuth's words; of a fault of ours, only that it was one. */
export function describeOauthError(error: unknown): OauthErrorView {
  if (!(error instanceof PalisadeError)) {
    return { error: 'server_error', error_description: 'Something went wrong on our side. Try again.' }
  }
  const word = chooseErrorWord(error)
  return { error: word, error_description: formatErrorDescription(formatError(error)) }
}
