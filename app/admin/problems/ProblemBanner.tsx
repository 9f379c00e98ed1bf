import { Banner, List } from '@shopify/polaris'
import type { HoldingModel } from '../holding/useHolding.ts'
import type { ProblemsView } from './views.ts'

/** Banner with the problems that keep gates from being enforced; nothing if there are none. */
export function ProblemBanner({ problems, holding }: { problems: ProblemsView; holding: HoldingModel }) {
  const { sentences, asksForHolding } = problems
  const [only, ...others] = sentences
  if (only === undefined) return null
  const settings = { content: 'Open Settings', url: '/app/settings' }
  const allow = { content: 'Allow holding', loading: holding.isBusy, onAction: () => void holding.allow() }
  const actions = !asksForHolding
    ? { action: settings }
    : others.length === 0
      ? { action: allow }
      : { action: allow, secondaryAction: settings }
  return (
    <Banner tone="warning" title="Some gates may not be enforced" {...actions}>
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
