import { LostPage } from '../admin/landing/LostPage.tsx'
import { makeStaticPage } from '../admin/landing/makeStaticPage.tsx'

/** Every address of this server at which there is nothing. */
export const loader = makeStaticPage({
  title: 'Not found',
  status: 404,
  page: <LostPage title="Nothing is here" />,
})
