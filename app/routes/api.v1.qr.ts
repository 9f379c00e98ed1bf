import { encodeQrCode, picketDoor } from '../context.server.ts'
import { checkProjectPage } from '../core/project/checkProjectPage.ts'
import { picketRoute } from '../picket/picketRoute.ts'
import { QrBody } from '../picket/wire.ts'

const route = picketRoute({
  door: picketDoor,
  method: 'POST',
  access: 'publishable',
  schema: QrBody,
  run: async ({ project }, { page }) => checkProjectPage({ project, page }),
  format: encodeQrCode,
})

export const action = route
export const loader = route
