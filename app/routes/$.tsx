import { data } from '@remix-run/node'
import { LostPage } from '../admin/landing/LostPage.tsx'
import styles from '../admin/landing/landing.css?url'

export const links = () => [{ rel: 'stylesheet', href: styles }]
export const meta = () => [{ title: 'Not found' }]

/** Every address of this server at which there is nothing. */
export const loader = () => data(null, { status: 404 })

export default function Lost() {
  return <LostPage title="Nothing is here" />
}
