import { picketDoor, publicContext } from '../context.server.ts'
import { verifyAccessToken } from '../flows/api/verifyAccessToken.ts'
import { formatClaims } from '../picket/formatAnswers.ts'
import { MAX_BYTES_WITH_WALLETS, picketRoute } from '../picket/picketRoute.ts'
import { ValidateBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  maxBytes: MAX_BYTES_WITH_WALLETS,
  schema: ValidateBody,
  run: ({ project }, { accessToken, chain, requirement }) =>
    verifyAccessToken(publicContext, { project, accessToken, chain, requirement }),
  format: formatClaims,
})

export const action = route
export const loader = route
