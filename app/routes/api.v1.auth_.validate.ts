import { picketDoor, publicContext } from '../context.server.ts'
import { validateAccessToken } from '../flows/api/validateAccessToken.ts'
import { formatClaims } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { ValidateBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  schema: ValidateBody,
  run: ({ project }, body) => validateAccessToken(publicContext, { ...body, project }),
  format: formatClaims,
})

export const action = route
export const loader = route
