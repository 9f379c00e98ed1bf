import type { LoaderFunctionArgs } from '@remix-run/node'
import { forwardToApp } from '../admin/forwardToApp.ts'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import { makeStaticPage } from '../admin/landing/makeStaticPage.tsx'

const answer = makeStaticPage({ title: 'Palisade', status: 200, page: <LandingPage /> })

export const loader = ({ request }: LoaderFunctionArgs) => {
  forwardToApp(request)
  return answer()
}
