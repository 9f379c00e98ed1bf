import { publicContext } from '../context.server.ts'
import { describeRoute } from '../picket/describe/describeRoute.ts'

const route = describeRoute({
  issuer: publicContext.issuer,
  contentType: 'application/json; charset=utf-8',
  write: (document) => JSON.stringify(document),
})

export const action = route
export const loader = route
