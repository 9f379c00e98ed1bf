import { type ReactNode, useEffect, useState } from 'react'

/**
 * A page that takes no click before its script has taken over.
 * A link followed sooner would be asked for without the shop, and Shopify's frame would show the log-in.
 */
export function ReadyPage({ children }: { children: ReactNode }) {
  const [isReady, setIsReady] = useState(false)
  useEffect(() => setIsReady(true), [])
  // React 18 does not know the attribute and writes it only as text.
  return <div {...(isReady ? {} : { inert: '' })}>{children}</div>
}
