import { useAppBridge } from '@shopify/app-bridge-react'
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { ThemeAnswer } from '../../core/block/types.ts'
import { parseExtensions } from './parseExtensions.ts'

export type ThemeView = {
  /** Null until Shopify’s admin has answered, or has taken too long. */
  readonly theme: ThemeAnswer | null
  /** Link to the theme editor, with the gate block about to be added. */
  readonly editorUrl: string
}

const Theme = createContext<ThemeView>({
  theme: 'silent',
  editorUrl: 'shopify://admin/themes/current/editor?template=product',
})

/** What Shopify’s admin says about the gate block in the theme. */
export const useTheme = (): ThemeView => useContext(Theme)

const PATIENCE_MS = 5000

/**
 * Ask Shopify’s admin about the theme: on each page, and when the merchant comes back from another tab, such as the
 * theme editor.
 */
export function ThemeProvider({
  pathname,
  editorUrl,
  children,
}: {
  pathname: string
  editorUrl: string
  children: ReactNode
}) {
  const shopify = useAppBridge()
  const [theme, setTheme] = useState<ThemeAnswer | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page asks again
  useEffect(() => {
    let isWanted = true
    const ask = async () => {
      const answer = await readTheme(shopify)
      if (isWanted) setTheme(answer)
    }
    const askAgain = () => document.visibilityState === 'visible' && void ask()
    void ask()
    document.addEventListener('visibilitychange', askAgain)
    return () => {
      isWanted = false
      document.removeEventListener('visibilitychange', askAgain)
    }
  }, [shopify, pathname])
  return <Theme.Provider value={{ theme, editorUrl }}>{children}</Theme.Provider>
}

async function readTheme(shopify: ReturnType<typeof useAppBridge>): Promise<ThemeAnswer> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS))
  try {
    // An older App Bridge has no list of extensions.
    return parseExtensions(await Promise.race([shopify.app.extensions(), late]))
  } catch {
    return 'silent'
  }
}
