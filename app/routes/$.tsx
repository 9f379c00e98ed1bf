import { LostPage } from '../admin/landing/LostPage.tsx'
import { makeStaticPage } from '../admin/landing/makeStaticPage.tsx'

/** Answer 404 at every URL of this server that has no route. */
export const loader = makeStaticPage({
  title: 'Not found',
  status: 404,
  page: <LostPage title="Nothing is here" />,
})
