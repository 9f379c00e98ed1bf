import { proxyDoor } from '../context.server.ts'
import script from '../proxy/pass/browser/main.ts?script'
import { passRoute } from '../proxy/pass/passRoute.ts'

const route = passRoute({ door: proxyDoor, script })

export const action = route
export const loader = route
