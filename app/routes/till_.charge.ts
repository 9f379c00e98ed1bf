import { formatChargeResult } from '../admin/counter/till/formatTill.ts'
import { tillRoute } from '../admin/counter/till/tillRoute.ts'
import { ChargeBody } from '../admin/counter/till/wire.ts'
import { publicContext, tillDoor } from '../context.server.ts'
import { chargeCounterCheck } from '../flows/counter/chargeCounterCheck.ts'

/** Charge what a till has checked. */
export const action = tillRoute({
  door: tillDoor,
  schema: ChargeBody,
  run: async (caller, { order, ...asked }) => {
    const result = await chargeCounterCheck(publicContext, { ...caller, ...asked, orderName: order || null })
    return formatChargeResult({ ...caller, ...asked, result })
  },
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
