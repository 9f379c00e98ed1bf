import { picketDoor, publicContext } from '../context.server.ts'
import { issueProjectNonce } from '../flows/api/issueProjectNonce.ts'
import { formatNonce } from '../picket/formatAnswers.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { NoBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'GET',
  access: 'publishable',
  turn: 'first',
  schema: NoBody,
  run: ({ project, site, key: { kind: keyKind } }, _, { walletAddress = '' }) =>
    issueProjectNonce(publicContext, { project, site, keyKind, chain: undefined, walletAddress }),
  format: formatNonce,
})

export const action = route
export const loader = route
