import { PalisadeError } from '@palisade/server'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { openPalisade, requirements } from '../../palisade.js'

/** Nobody gets this page's text without the token, because the server renders it. */
export default async function Members() {
  const accessToken = (await cookies()).get('token')?.value
  if (!accessToken) redirect('/')
  const visitor = await openPalisade()
    .validate({ accessToken, requirements })
    .catch((error) => {
      if (error instanceof PalisadeError && (error.status === 401 || error.status === 403)) return null
      // Neither yes nor no: Next shows its error page.
      throw error
    })
  if (!visitor) redirect('/')
  return <p role="status">Only members read this, {visitor.displayAddress}.</p>
}
