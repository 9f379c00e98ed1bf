import { setGateStateOverApi } from '../flows/api/setGateStateOverApi.ts'
import { gateStateRoute } from '../picket/gates/gateStateRoute.ts'
import { gateDoor } from '../shopify.server.ts'

const route = gateStateRoute({ door: gateDoor, state: 'paused', setState: setGateStateOverApi })

export const action = route
export const loader = route
