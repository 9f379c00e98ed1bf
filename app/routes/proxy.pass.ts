import { proxyDoor, publicContext } from '../context.server.ts'
import script from '../proxy/pass/browser/main.ts?script'
import { passRoute } from '../proxy/pass/passRoute.ts'

const route = passRoute({ door: proxyDoor, script, createNonce: () => publicContext.createRandomHex(16) })

export const action = route
export const loader = route
