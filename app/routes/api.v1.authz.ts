import { picketDoor, publicContext } from '../context.server.ts'
import { authorizeWallet } from '../flows/api/authorizeWallet.ts'
import { formatAuth } from '../picket/formatAnswers.ts'
import { MAX_BYTES_WITH_WALLETS, picketRoute } from '../picket/picketRoute.ts'
import { AuthzBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  maxBytes: MAX_BYTES_WITH_WALLETS,
  schema: AuthzBody,
  run: ({ project, client }, body) => authorizeWallet(publicContext, { ...body, project, client }),
  format: formatAuth,
})

export const action = route
export const loader = route
