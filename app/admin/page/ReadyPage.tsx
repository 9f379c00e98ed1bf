import { type ReactNode, useEffect, useRef, useState } from 'react'
import { setFocusOnHeading } from './setFocusOnHeading.ts'

/**
 * A page that takes no click before its script runs.
 * Without the script, a link would be requested without the shop, and Shopify's frame would show the login.
 * After a way to another page, its heading has the focus.
 */
export function ReadyPage({ pathname, children }: { pathname: string; children: ReactNode }) {
  const [isReady, setIsReady] = useState(false)
  const shown = useRef(pathname)
  const hasKeyboard = useRef(false)
  useEffect(() => setIsReady(true), [])
  useEffect(() => {
    const listen = ({ type }: Event) => {
      hasKeyboard.current = type === 'keydown'
    }
    for (const type of ['keydown', 'pointerdown']) addEventListener(type, listen, true)
    return () => {
      for (const type of ['keydown', 'pointerdown']) removeEventListener(type, listen, true)
    }
  }, [])
  useEffect(() => {
    if (shown.current !== pathname) setFocusOnHeading({ showsRing: hasKeyboard.current })
    shown.current = pathname
  }, [pathname])
  // React 18 does not know the attribute, and renders it only with a text as its value.
  return <main {...(isReady ? {} : { inert: '' })}>{children}</main>
}
