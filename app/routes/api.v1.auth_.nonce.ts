import { picketDoor, publicContext } from '../context.server.ts'
import { issueProjectNonce } from '../flows/api/issueProjectNonce.ts'
import { formatNonce } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { NonceBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  turn: 'first',
  schema: NonceBody,
  run: ({ project, site, key: { kind: keyKind } }, body) =>
    issueProjectNonce(publicContext, { project, site, keyKind, ...body }),
  format: formatNonce,
})

export const action = route
export const loader = route
