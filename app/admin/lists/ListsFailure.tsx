import { PageFailure } from '../page/PageFailure.tsx'

/** Why a page of lists cannot be shown; the way on is all of them. */
export function ListsFailure() {
  return <PageFailure home={{ content: 'Lists', url: '/app/lists' }} />
}
