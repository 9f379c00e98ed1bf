import { useAppBridge } from '@shopify/app-bridge-react'
import { Button } from '@shopify/polaris'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/** What has been loaded, by its loader: the second time it is there at once. */
const loaded = new WeakMap<object, unknown>()
const NOT_LOADED = 'This could not be loaded. Check your connection and try again.'

/**
 * A part of a page whose code loads when it is first shown, such as a dialog: a page does not wait for what few people
 * open. If the code does not load, a message says so, and a button
 * takes the part's place: the page and what was typed stay.
 */
export function LazyPart<Props extends object>({
  load,
  props,
  instead = null,
  onNotLoaded,
}: {
  /** Declared outside components: it is called until it has loaded once. */
  readonly load: () => Promise<ComponentType<Props>>
  readonly props: Props
  /** What is shown until it is loaded. */
  readonly instead?: ReactNode
  /** Without it, a button loads the part again. With it, `instead` stays until the part is unmounted. */
  readonly onNotLoaded?: () => void
}) {
  const shopify = useAppBridge()
  const [Part, setPart] = useState(() => (loaded.get(load) as ComponentType<Props> | undefined) ?? null)
  const [isLost, setIsLost] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it loads once, whatever the page passes later.
  useEffect(() => {
    if (Part || isLost) return
    loadPart(load).then(
      (found) => setPart(() => found),
      () => {
        shopify.toast.show(NOT_LOADED, { isError: true })
        if (onNotLoaded) onNotLoaded()
        else setIsLost(true)
      },
    )
  }, [load, isLost])
  if (Part) return <Part {...props} />
  if (!isLost) return instead
  return (
    <Button variant="plain" onClick={() => setIsLost(false)}>
      Load this part again
    </Button>
  )
}

/** Load a part and remember it. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  const found = await load()
  loaded.set(load, found)
  return found
}
