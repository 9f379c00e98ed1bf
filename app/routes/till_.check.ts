import { formatCheckedCode } from '../admin/counter/till/formatTill.ts'
import { tillRoute } from '../admin/counter/till/tillRoute.ts'
import { CheckBody } from '../admin/counter/till/wire.ts'
import { publicContext, tillDoor } from '../context.server.ts'
import { checkCounterCode } from '../flows/counter/checkCounterCode.ts'

/** Check a shopper's code at a till. */
export const action = tillRoute({
  door: tillDoor,
  schema: CheckBody,
  run: async ({ till, shop }, { code }) =>
    formatCheckedCode({ ...(await checkCounterCode(publicContext, { till, code })), shop }),
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
