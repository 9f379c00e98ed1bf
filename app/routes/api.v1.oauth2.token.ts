import { picketDoor, publicContext } from '../context.server.ts'
import { authenticateClient } from '../flows/oauth/authenticateClient.ts'
import { exchangeCode } from '../flows/oauth/exchangeCode.ts'
import { clientRoute } from '../picket/oauth/clientRoute.ts'
import { formatToken } from '../picket/oauth/formatToken.ts'
import { parseTokenFields } from '../picket/oauth/tokenFields.ts'

const route = clientRoute({
  door: {
    ...picketDoor,
    authenticate: (credentials) => authenticateClient(publicContext, credentials),
  },
  parse: parseTokenFields,
  run: (client, fields) => exchangeCode(publicContext, { client, ...fields }),
  format: formatToken,
})

export const action = route
export const loader = route
