import script from '../admin/counter/till/browser/main.ts?script'
import { tillPageRoute } from '../admin/counter/till/tillPageRoute.ts'
import { publicContext } from '../context.server.ts'

export const loader = tillPageRoute({ script, createNonce: () => publicContext.createRandomHex(16) })
