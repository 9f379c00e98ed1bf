import { Banner, List } from '@shopify/polaris'
import type { BlockStatus } from '../../core/block/types.ts'
import { describeBlock, formatBlock } from '../block/describeBlock.ts'
import { OPEN_EDITOR } from '../block/EditorLink.tsx'
import { useTheme } from '../block/ThemeProvider.tsx'
import type { HoldingModel } from '../holding/useHolding.ts'
import { useIsStore } from '../page/PlatformProvider.ts'
import type { ProblemsView } from './views.ts'

type ProblemBannerProps = {
  readonly problems: ProblemsView
  /** Null until it is known. */
  readonly block: BlockStatus | null
  readonly holding: HoldingModel
}

/** Banner with the problems of the shop, most of which keep gates from being enforced; nothing if there are none. */
export function ProblemBanner({ problems, block, holding }: ProblemBannerProps) {
  const { editorUrl } = useTheme()
  const isStore = useIsStore()
  const { asksForHolding } = problems
  const isBlockWrong = block?.kind === 'block-missing' || block?.kind === 'block-blind'
  const asksForEditor = isBlockWrong && describeBlock(block, isStore).asksForEditor
  // Without the block no gate opens, so it comes first.
  const sentences = isBlockWrong ? [formatBlock(block, isStore), ...problems.sentences] : problems.sentences
  const [only, ...others] = sentences
  if (only === undefined) return null
  const actions = [
    ...(asksForEditor ? [{ content: OPEN_EDITOR, url: editorUrl, target: '_blank' as const }] : []),
    ...(asksForHolding
      ? [{ content: 'Allow holding', loading: holding.isBusy, onAction: () => void holding.allow() }]
      : []),
    { content: 'Open Settings', url: '/app/settings' },
  ]
  const [action, secondaryAction] = others.length === 0 ? actions.slice(0, 1) : actions
  return (
    <Banner
      tone="warning"
      title="Palisade needs your attention"
      {...(action && { action })}
      {...(secondaryAction && { secondaryAction })}
    >
      {others.length === 0 ? (
        <p>{only}</p>
      ) : (
        <List>
          {sentences.map((sentence) => (
            <List.Item key={sentence}>{sentence}</List.Item>
          ))}
        </List>
      )}
      {asksForHolding && holding.failure && <p>{holding.failure}</p>}
    </Banner>
  )
}
