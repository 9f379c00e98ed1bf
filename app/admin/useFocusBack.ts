import { useEffect, useState } from 'react'

/**
 * When a dialog unmounts, return the focus to the element that had it when the dialog opened. While it is open, the
 * second click of the double click that opened it does not close it again.
 *
 * For dialogs that unmount instead of closing: Polaris returns the focus only after its closing transition.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  useEffect(() => {
    // Before React, which would close the dialog.
    for (const kind of CLICKS) window.addEventListener(kind, skipSecondClick, { capture: true })
    return () => {
      for (const kind of CLICKS) window.removeEventListener(kind, skipSecondClick, { capture: true })
      // Wait until Polaris no longer keeps the focus inside the dialog.
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    }
  }, [opener])
}

/** Polaris begins to close at the first, and closes at the second. */
const CLICKS = ['mousedown', 'click'] as const

/** The place of the button that was pressed twice is behind the dialog now. */
function skipSecondClick(event: MouseEvent): void {
  const { detail, target } = event
  if (detail > 1 && target instanceof Element && !target.closest('[role="dialog"]')) event.stopPropagation()
}
