import { picketDoor, publicContext } from '../context.server.ts'
import { checkTokenOwnership } from '../flows/api/checkTokenOwnership.ts'
import { formatOwnership } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { OldOwnershipBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'secret',
  schema: OldOwnershipBody,
  run: (user, body) => checkTokenOwnership(publicContext, { ...body, user, chain: 'ethereum' }),
  format: formatOwnership,
})

export const action = route
export const loader = route
