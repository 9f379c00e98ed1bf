import { picketDoor, publicContext } from '../context.server.ts'
import { verifyAccessToken } from '../flows/api/verifyAccessToken.ts'
import { verifyRoute } from '../picket/oldPaths/verifyRoute.ts'

const route = verifyRoute({
  door: picketDoor,
  verify: ({ project }, accessToken) =>
    verifyAccessToken(publicContext, { project, accessToken, chain: null, requirement: null }),
})

export const action = route
export const loader = route
