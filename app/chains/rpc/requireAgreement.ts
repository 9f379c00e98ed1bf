import type { ChainSlug } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'

export type RequireAgreementParameters<Question, Answer> = {
  readonly ask: (question: Question) => Promise<Answer>
  /** The same over the endpoints of second opinions. */
  readonly askAgain: (question: Question) => Promise<Answer>
  /** The chains that have a second opinion. */
  readonly chains: { readonly has: (chain: ChainSlug) => boolean }
  readonly isSame: (first: Answer, second: Answer) => boolean
}

/**
 * Wrap `ask`: on a chain with a second opinion, both are asked in parallel and must agree.
 *
 * The function made throws {UpstreamError} ERR_CHAIN_READ if they differ, and the errors of `ask` and `askAgain`.
 */
export function requireAgreement<Question extends { readonly chain: ChainSlug }, Answer>({
  ask,
  askAgain,
  chains,
  isSame,
}: RequireAgreementParameters<Question, Answer>): (question: Question) => Promise<Answer> {
  return async (question) => {
    const { chain } = question
    if (!chains.has(chain)) return ask(question)
    const [first, second] = await Promise.all([ask(question), askAgain(question)])
    if (isSame(first, second)) return first
    throw new UpstreamError('ERR_CHAIN_READ', `Two sources of the chain "${chain}" disagree.`, {
      hint: 'Try again in a moment.',
      details: { chain },
    })
  }
}
