import { useEffect, useRef } from 'react'

/** When Shopify's save bar closes with the button that was pressed in it, return the focus to the last field. */
export function useFocusAfterBar(isOpen: boolean): void {
  const field = useRef<EventTarget | null>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    const remember = ({ target }: Event) => {
      field.current = target
    }
    document.addEventListener('focusin', remember)
    return () => document.removeEventListener('focusin', remember)
  }, [])
  useEffect(() => {
    const isGone = wasOpen.current && !isOpen && document.activeElement === document.body
    wasOpen.current = isOpen
    if (!isGone || !(field.current instanceof HTMLElement)) return
    field.current.focus({ preventScroll: true })
    field.current.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
}
