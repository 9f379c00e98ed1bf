import { useEffect, useState } from 'react'

/**
 * When a dialog unmounts, return the focus to the element that had it when the dialog opened.
 *
 * For dialogs that unmount instead of closing: Polaris returns the focus only after its closing transition.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  useEffect(
    () => () => {
      // Wait until Polaris no longer keeps the focus inside the dialog.
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    },
    [opener],
  )
}
