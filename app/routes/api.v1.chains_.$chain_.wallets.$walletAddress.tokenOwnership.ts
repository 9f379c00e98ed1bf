import { picketDoor, publicContext } from '../context.server.ts'
import { checkTokenOwnership } from '../flows/api/checkTokenOwnership.ts'
import { formatOwnership } from '../picket/formatAnswers.ts'
import { MAX_BYTES_WITH_WALLETS, picketRoute } from '../picket/picketRoute.ts'
import { OwnershipBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'secret',
  maxBytes: MAX_BYTES_WITH_WALLETS,
  schema: OwnershipBody,
  run: (user, body, { chain = '', walletAddress = '' }) =>
    checkTokenOwnership(publicContext, { ...body, user, chain, walletAddress }),
  format: formatOwnership,
})

export const action = route
export const loader = route
