import { adminLoader } from '../admin/adminRoute.ts'
import { composePageMeta } from '../admin/page/composePageMeta.ts'
import { NotFoundPage } from '../admin/page/PageFailure.tsx'
import { NotFoundError } from '../core/errors/base.ts'
import { adminDoor } from '../shopify.server.ts'

export { PageFailure as ErrorBoundary } from '../admin/page/PageFailure.tsx'
export const meta = composePageMeta('Not found')

/** Answer 404 at every URL of the admin that has no route. */
export const loader = adminLoader({
  door: adminDoor,
  run: async () => {
    throw new NotFoundError('ERR_NOT_FOUND', 'There is no such page.')
  },
})

export default NotFoundPage
