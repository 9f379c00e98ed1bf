import { createStaticPage } from '../admin/landing/createStaticPage.tsx'
import { LostPage } from '../admin/landing/LostPage.tsx'

/** Answer 404 at every URL of this server that has no route. */
export const loader = createStaticPage({
  title: 'Not found',
  status: 404,
  page: <LostPage title="Nothing is here" />,
})
