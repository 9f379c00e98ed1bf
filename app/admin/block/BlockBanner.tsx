import { Banner } from '@shopify/polaris'
import type { BlockProblem } from '../../core/block/types.ts'
import { describeBlock, formatBlock } from './describeBlock.ts'
import { OPEN_EDITOR } from './EditorLink.tsx'
import { useTheme } from './ThemeProvider.tsx'

/** Banner of a gate that no shopper can unlock, because its page has no gate block. */
export function BlockBanner({ problem }: { problem: BlockProblem }) {
  const { editorUrl } = useTheme()
  const { asksForEditor } = describeBlock(problem)
  const action = asksForEditor && {
    action: { content: OPEN_EDITOR, url: editorUrl, target: '_blank' as const },
  }
  return (
    <Banner tone="warning" title="The block is not on the product page" {...action}>
      <p>{formatBlock(problem)}</p>
    </Banner>
  )
}
