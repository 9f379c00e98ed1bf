import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { chooseBlockStatus } from '../../core/block/chooseBlockStatus.ts'
import type { BlockStatus, PageFinding } from '../../core/block/types.ts'
import { useTheme } from './ThemeProvider.tsx'

/** Whether shoppers find the gate block; null until it is known. `page` is null until the storefront has answered. */
export function useBlock(page: PageFinding | null): BlockStatus | null {
  const { theme } = useTheme()
  // A theme without the block says all; no page can change it.
  if (theme === 'missing') return chooseBlockStatus({ theme, page: { kind: 'none' } })
  return theme === null || page === null ? null : chooseBlockStatus({ theme, page })
}

/** While something is wrong, load the page's data again when the merchant comes back from another tab. */
export function useReloadOnReturn(isWrong: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isWrong) return
    const look = () => document.visibilityState === 'visible' && revalidate()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [isWrong, revalidate])
}
