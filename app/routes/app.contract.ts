import { adminLoader } from '../admin/adminRoute.ts'
import { formatContractAnswer } from '../admin/formatContractAnswer.ts'
import { parseContractQuestion } from '../admin/parseContractQuestion.ts'
import { answerJson } from '../answerError.ts'
import { configuredChains } from '../context.server.ts'
import { describePastedContract } from '../flows/gates/describePastedContract.ts'
import { adminDoor } from '../shopify.server.ts'

/** Recognize the contract at a pasted address: `?chain=ethereum&contract=0x…`. */
export const loader = adminLoader({
  door: adminDoor,
  run: async ({ ctx }, { query }) => {
    const question = parseContractQuestion(query)
    const found = await describePastedContract(ctx, { ...question, others: configuredChains })
    return answerJson(formatContractAnswer(found))
  },
})
