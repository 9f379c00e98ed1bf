import { picketDoor, publicContext } from '../context.server.ts'
import { loginOverApi } from '../flows/api/loginOverApi.ts'
import { formatAuth } from '../picket/formatAnswers.ts'
import { MAX_BYTES_WITH_WALLETS, picketRoute } from '../picket/picketRoute.ts'
import { AuthBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  maxBytes: MAX_BYTES_WITH_WALLETS,
  schema: AuthBody,
  run: ({ project, client }, body) => loginOverApi(publicContext, { ...body, project, client }),
  format: formatAuth,
})

export const action = route
export const loader = route
