import { metricsDoor } from '../context.server.ts'
import { metricsRoute } from '../metrics/metricsRoute.ts'

export const loader = metricsRoute(metricsDoor)
