import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Banner, Layout } from '@shopify/polaris'
import { useState } from 'react'
import type { BlockStatus } from '../../core/block/types.ts'
import { BlockBanner } from '../block/BlockBanner.tsx'
import { formatPublished } from '../formatPublished.ts'
import { HoldingBanner } from '../holding/HoldingBanner.tsx'
import type { HoldingModel } from '../holding/useHolding.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, GateView, SavedGate } from '../views.ts'
import { loadVersionsBanner } from './dialogs.ts'
import type { GateEditorModel } from './useGateEditor.ts'
import type { VersionChoiceProps } from './VersionChoice.tsx'

type EditorBannerProps = {
  readonly gate: GateView | null
  readonly editor: GateEditorModel
  /** What a comparison with the version that somebody else saved needs. */
  readonly versions: VersionChoiceProps
  /** Why the last pause or resume failed; null if it did not. */
  readonly changeFailure: string | null
  /** Null unless the gate needs holds and does not get them. */
  readonly holding: HoldingModel | null
  /** Whether shoppers find the gate block; null until it is known, and for a new gate. */
  readonly block: BlockStatus | null
}

/** Banner with the gate's most urgent problem, and what to do about it. At most one banner shows. */
export function EditorBanner(props: EditorBannerProps) {
  const { gate, editor, versions, holding, block, changeFailure } = props
  const { answer, isDirty } = editor
  const { isRetrying, failure, retry } = useRetry(gate?.number ?? null)
  if (answer?.kind === 'stale') {
    return (
      <Layout.Section variant="fullWidth">
        <LazyPart load={loadVersionsBanner} props={versions} />
      </Layout.Section>
    )
  }
  if (isDirty && answer?.kind === 'failed') {
    return (
      <Layout.Section variant="fullWidth">
        <NewsBanner tone="critical" title="The gate was not saved">
          <p>{answer.message}</p>
        </NewsBanner>
      </Layout.Section>
    )
  }
  if (changeFailure !== null) {
    return (
      <Layout.Section variant="fullWidth">
        <NewsBanner tone="critical" title="The gate was not changed">
          <p>{changeFailure}</p>
        </NewsBanner>
      </Layout.Section>
    )
  }
  if (gate?.status.kind !== 'pending') {
    if (block?.kind === 'block-missing' || block?.kind === 'block-blind') {
      return (
        <Layout.Section variant="fullWidth">
          <BlockBanner problem={block} />
        </Layout.Section>
      )
    }
    return (
      holding && (
        <Layout.Section variant="fullWidth">
          <HoldingBanner holding={holding} />
        </Layout.Section>
      )
    )
  }
  const PendingBanner = answer?.kind === 'done' ? NewsBanner : Banner
  return (
    <Layout.Section variant="fullWidth">
      <PendingBanner
        tone="warning"
        title="Saved, but not fully live yet"
        action={{ content: 'Retry', loading: isRetrying, onAction: retry }}
      >
        <p>{failure ?? gate.status.reason}</p>
        <p>Until then, shoppers may see the old offer or none, and the checkout may not follow this gate.</p>
      </PendingBanner>
    </Layout.Section>
  )
}

/** Retry the publication of a gate. `failure` says why the request itself failed. */
function useRetry(number: number | null): {
  isRetrying: boolean
  failure: string | null
  retry: () => void
} {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<SavedGate>>({ key: `publication-${number}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(answer.kind === 'failed' ? answer.message : null)
    // The banner may stay as it was, and its button must not seem dead.
    if (answer.kind === 'done') shopify.toast.show(formatPublished(answer.result))
  })
  return {
    isRetrying: fetcher.state !== 'idle',
    failure,
    retry: () => {
      const action = `/app/gates/${number}/publication`
      fetcher.submit({}, { method: 'post', encType: 'application/json', action })
    },
  }
}
