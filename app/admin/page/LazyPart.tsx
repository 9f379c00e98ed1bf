import { useAppBridge } from '@shopify/app-bridge-react'
import { type ComponentType, useEffect, useState } from 'react'

const NOT_LOADED = 'This could not be loaded. Check your connection and try again.'

/**
 * A part of a page whose code loads when it is first shown, such as a dialog: a page does not wait for what few people
 * open. If the code does not load, a message says so and the part goes away: the page and what was typed stay.
 */
export function LazyPart<Props extends object>({
  load,
  props,
  onNotLoaded,
}: {
  /** Declared outside components: it is called once for each mount. */
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
  /** Unmount it, so that the next opening loads it again. */
  readonly onNotLoaded?: () => void
}) {
  const shopify = useAppBridge()
  const [Part, setPart] = useState<ComponentType<Props> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it loads once, whatever the page passes later.
  useEffect(() => {
    load().then(
      (found) => setPart(() => found),
      () => {
        shopify.toast.show(NOT_LOADED, { isError: true })
        onNotLoaded?.()
      },
    )
  }, [load])
  return Part && <Part {...props} />
}
