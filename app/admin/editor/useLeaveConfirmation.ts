import { useBlocker } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useRef } from 'react'

/**
 * Ask for confirmation on every way to leave a page with unsaved changes. `release` allows the next navigation.
 *
 * App Bridge asks when Shopify's own navigation is used. This hook covers the app's navigation.
 */
export function useLeaveConfirmation(isDirty: boolean): { release: () => void } {
  const shopify = useAppBridge()
  const isReleased = useRef(false)
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && !isReleased.current && currentLocation.pathname !== nextLocation.pathname,
  )
  const latest = useRef(blocker)
  useEffect(() => {
    latest.current = blocker
    if (blocker.state !== 'blocked') return
    // Somebody who navigates again meanwhile goes where they last wanted.
    const isLatest = () => latest.current === blocker
    shopify.saveBar.leaveConfirmation().then(
      () => isLatest() && blocker.proceed(),
      () => isLatest() && blocker.reset(),
    )
  }, [blocker, shopify])
  return {
    release: () => {
      isReleased.current = true
    },
  }
}
