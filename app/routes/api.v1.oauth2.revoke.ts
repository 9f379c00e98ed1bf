import { picketDoor, publicContext } from '../context.server.ts'
import { authenticateClient } from '../flows/oauth/authenticateClient.ts'
import { revokeToken } from '../flows/oauth/revokeToken.ts'
import { clientRoute } from '../picket/oauth/clientRoute.ts'
import { parseRevokeFields } from '../picket/oauth/tokenFields.ts'

const route = clientRoute({
  door: {
    ...picketDoor,
    authenticate: (credentials) => authenticateClient(publicContext, credentials),
  },
  parse: parseRevokeFields,
  run: (client, { token }) => revokeToken(publicContext, { client, token }),
  format: () => ({}),
})

export const action = route
export const loader = route
