import { useAppBridge } from '@shopify/app-bridge-react'
import { type ComponentType, useEffect, useState } from 'react'

const NOT_LOADED = 'This could not be loaded. Check your connection and try again.'

/**
 * A dialog whose code loads when it opens, so that a page does not wait for dialogs that few people open. `dialog` are
 * its props. If the code does not load, a message says so and the dialog goes away: the page and what was typed stay.
 */
export function LazyDialog<Props extends object>({
  load,
  dialog,
  onNotLoaded,
}: {
  /** Declared outside components: it is called once for each opening. */
  readonly load: () => Promise<ComponentType<Props>>
  readonly dialog: Props
  /** Unmount it, so that the next opening loads it again. */
  readonly onNotLoaded: () => void
}) {
  const shopify = useAppBridge()
  const [Dialog, setDialog] = useState<ComponentType<Props> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it loads once, whatever the page passes later.
  useEffect(() => {
    load().then(
      (found) => setDialog(() => found),
      () => {
        shopify.toast.show(NOT_LOADED, { isError: true })
        onNotLoaded()
      },
    )
  }, [load])
  return Dialog && <Dialog {...dialog} />
}
