import { tillRoute } from '../admin/counter/till/tillRoute.ts'
import { UndoBody } from '../admin/counter/till/wire.ts'
import { publicContext, tillDoor } from '../context.server.ts'
import { undoCounterCharge } from '../flows/counter/undoCounterCharge.ts'

/** Undo a charge of a till. */
export const action = tillRoute({
  door: tillDoor,
  schema: UndoBody,
  run: async ({ till }, { checkId }) => {
    await undoCounterCharge(publicContext, { till, checkId })
    return { kind: 'undone' }
  },
})

export { answerWrongMethod as loader } from '../answerRefusal.ts'
