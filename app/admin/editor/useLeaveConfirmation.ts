import { useBlocker } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useRef } from 'react'

/**
 * Ask before a page with unsaved changes is left, whichever way. `release` lets the next navigation through.
 *
 * App Bridge asks by itself when Shopify's own navigation is used; this is for ours.
 */
export function useLeaveConfirmation(isDirty: boolean): { release: () => void } {
  const shopify = useAppBridge()
  const isReleased = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !isReleased.current && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    shopify.saveBar.leaveConfirmation().then(
      () => blocker.proceed(),
      () => blocker.reset(),
    )
  }, [blocker, shopify])
  return {
    release: () => {
      isReleased.current = true
    },
  }
}
