import { publicContext } from '../context.server.ts'
import { describeRoute } from '../picket/describe/describeRoute.ts'
import { renderDocs } from '../picket/describe/page/renderDocs.ts'

const route = describeRoute({
  issuer: publicContext.issuer,
  contentType: 'text/html; charset=utf-8',
  write: renderDocs,
})

export const action = route
export const loader = route
