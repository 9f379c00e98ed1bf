import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { chooseBlockStatus } from '../../core/block/chooseBlockStatus.ts'
import type { BlockStatus, PageFinding } from '../../core/block/types.ts'
import { useArrived } from '../list/useArrived.ts'
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
  useEffect(() => (isWrong ? listenToReturn(revalidate) : undefined), [isWrong, revalidate])
}

/**
 * Whether shoppers find the gate block at one gate; null until it is known, and without a `number`. While something is
 * wrong, the gate's product page is read again when the merchant comes back from another tab.
 *
 * It uses plain `fetch`: a loader that fails would replace the page, and the merchant's input would be lost.
 */
export function useGateBlock({
  number,
  page,
}: {
  /** Null if nobody needs the block: of a new gate, or one that is paused or over. */
  number: number | null
  page: Promise<PageFinding> | null
}): BlockStatus | null {
  const first = useArrived(page)
  const [later, setLater] = useState<PageFinding | null>(null)
  const block = useBlock(later ?? first)
  const isWrong = number !== null && block !== null && block.kind !== 'block-added'
  // biome-ignore lint/correctness/useExhaustiveDependencies: data that the page loads is newer
  useEffect(() => setLater(null), [page])
  useEffect(() => {
    if (!isWrong) return
    return listenToReturn(async () => {
      const response = await fetch(`/app/gates/${number}/page`).catch(() => null)
      if (response?.ok) setLater((await response.json()) as PageFinding)
    })
  }, [isWrong, number])
  return number === null ? null : block
}

function listenToReturn(look: () => void): () => void {
  const listener = () => document.visibilityState === 'visible' && look()
  document.addEventListener('visibilitychange', listener)
  return () => document.removeEventListener('visibilitychange', listener)
}
