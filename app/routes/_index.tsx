import type { LoaderFunctionArgs } from '@remix-run/node'
import { createStaticPage } from '../admin/landing/createStaticPage.tsx'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import { sendToApp } from '../admin/sendToApp.ts'

const answer = createStaticPage({ title: 'Palisade', status: 200, page: <LandingPage /> })

export const loader = ({ request }: LoaderFunctionArgs) => {
  sendToApp(request)
  return answer()
}
