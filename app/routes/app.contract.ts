import type { LoaderFunctionArgs } from '@remix-run/node'
import { formatContractAnswer } from '../admin/formatContractAnswer.ts'
import { parseContractQuestion } from '../admin/parseContractQuestion.ts'
import { answerError, answerJson } from '../answerError.ts'
import { adminContext, configuredChains } from '../context.server.ts'
import { recognizeContract } from '../flows/gates/recognizeContract.ts'
import { authenticate } from '../shopify.server.ts'

/** What a pasted address is: `?chain=ethereum&contract=0x…`. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const { admin } = await authenticate.admin(request)
  try {
    const question = parseContractQuestion(new URL(request.url).searchParams)
    const ctx = adminContext({ admin })
    return answerJson(
      formatContractAnswer(await recognizeContract(ctx, { ...question, others: configuredChains })),
    )
  } catch (error) {
    return answerError(error)
  }
}
