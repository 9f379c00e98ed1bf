import { proxyDoor, publicContext } from '../context.server.ts'
import script from '../proxy/cart/browser/main.ts?script'
import { cartRoute } from '../proxy/cart/cartRoute.ts'

const route = cartRoute({ door: proxyDoor, script, createNonce: () => publicContext.createRandomHex(16) })

export const action = route
export const loader = route
