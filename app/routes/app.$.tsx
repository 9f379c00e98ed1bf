import type { LoaderFunctionArgs } from '@remix-run/node'
import { NotFoundPage, PageFailure } from '../admin/page/PageFailure.tsx'
import { refusePage } from '../admin/refusePage.ts'
import { authenticate } from '../shopify.server.ts'

export const ErrorBoundary = PageFailure
export const meta = () => [{ title: 'Not found' }]

/** Every address of the admin at which there is nothing. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await authenticate.admin(request)
  return refusePage()
}

export default NotFoundPage
