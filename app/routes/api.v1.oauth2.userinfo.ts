import { picketDoor, publicContext } from '../context.server.ts'
import { readUserInfo } from '../flows/oauth/readUserInfo.ts'
import { userInfoRoute } from '../picket/oauth/userInfoRoute.ts'

const route = userInfoRoute({
  door: picketDoor,
  run: (parameters) => readUserInfo(publicContext, parameters),
})

export const action = route
export const loader = route
