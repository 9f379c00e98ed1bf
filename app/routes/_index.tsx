import type { LoaderFunctionArgs } from '@remix-run/node'
import { forwardToApp } from '../admin/forwardToApp.ts'
import { LandingPage } from '../admin/landing/LandingPage.tsx'
import styles from '../admin/landing/landing.css?url'

export const links = () => [{ rel: 'stylesheet', href: styles }]
export const meta = () => [{ title: 'Palisade' }]
export const loader = ({ request }: LoaderFunctionArgs) => forwardToApp(request)

export default LandingPage
