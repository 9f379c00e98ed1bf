import { PageFailure } from '../page/PageFailure.tsx'

/** Why a page for developers cannot be shown; the way on is their list. */
export function DevelopersFailure() {
  return <PageFailure home={{ content: 'Developers', url: '/app/developers' }} />
}
