import { healthRoute } from '../health/healthRoute.ts'

const route = healthRoute()

export const action = route
export const loader = route
