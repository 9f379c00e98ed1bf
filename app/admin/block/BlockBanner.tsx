import { Banner } from '@shopify/polaris'
import type { BlockProblem } from '../../core/block/types.ts'
import { useIsStore, useWords } from '../page/PlatformProvider.ts'
import { describeBlock, formatBlock } from './describeBlock.ts'
import { OPEN_EDITOR } from './EditorLink.tsx'
import { useTheme } from './ThemeProvider.tsx'

const TITLE = {
  shopify: 'The block is not on the product page',
  bigcommerce: 'The card is not on the product page',
} as const

/** Banner of a gate that no shopper can unlock, because its page has no gate block. */
export function BlockBanner({ problem }: { problem: BlockProblem }) {
  const { editorUrl } = useTheme()
  const isStore = useIsStore()
  const words = useWords()
  const { asksForEditor } = describeBlock(problem, isStore)
  const action = asksForEditor && {
    action: { content: OPEN_EDITOR, url: editorUrl, target: '_blank' as const },
  }
  return (
    <Banner tone="warning" title={words(TITLE)} {...action}>
      <p>{formatBlock(problem, isStore)}</p>
    </Banner>
  )
}
