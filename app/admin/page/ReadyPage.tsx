import { type ReactNode, useEffect, useState } from 'react'

/**
 * A page that takes no click before its script runs.
 * Without the script, a link would be requested without the shop, and Shopify's frame would show the login.
 */
export function ReadyPage({ children }: { children: ReactNode }) {
  const [isReady, setIsReady] = useState(false)
  useEffect(() => setIsReady(true), [])
  // React 18 does not know the attribute, and renders it only with a text as its value.
  return <main {...(isReady ? {} : { inert: '' })}>{children}</main>
}
