import { useEffect, useState } from 'react'

/**
 * Give the focus back to what had it when a dialog opened, once the dialog is gone.
 *
 * For dialogs that are taken away instead of closed: Polaris gives the focus back only after its closing transition.
 */
export function useFocusBack(): void {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))
  useEffect(
    () => () => {
      // After Polaris has let go of the focus it keeps inside the dialog.
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
      })
    },
    [opener],
  )
}
