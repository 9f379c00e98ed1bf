import { readyDoor } from '../context.server.ts'
import { readyRoute } from '../health/healthRoute.ts'

const route = readyRoute(readyDoor)

export const action = route
export const loader = route
