import { createContext, useContext } from 'react'
import type { Platform } from '../../core/gate/platform.ts'
import { describePlatform, type PlatformWords } from './describePlatform.ts'

const Current = createContext<Platform>('shopify')

/** Tells every page on which platform its shop is. */
export const PlatformProvider = Current.Provider

/** Whether the shop of the page is a store of BigCommerce. */
export const useIsStore = (): boolean => useContext(Current) === 'bigcommerce'

/** Describe texts in the words of the platform of the page's shop. */
export function useWords(): (words: PlatformWords) => string {
  const isStore = useIsStore()
  return (words) => describePlatform(words, { isStore })
}
