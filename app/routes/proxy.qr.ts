import { publicContext, qrDoor } from '../context.server.ts'
import { checkQrPage } from '../flows/unlocks/checkQrPage.ts'
import { qrRoute } from '../proxy/qrRoute.ts'

const route = qrRoute({ door: qrDoor, check: (request) => checkQrPage(publicContext, request) })

export const action = route
export const loader = route
