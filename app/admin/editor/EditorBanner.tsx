import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Banner, Layout } from '@shopify/polaris'
import { useEffect } from 'react'
import { formatPublished } from '../formatPublished.ts'
import type { ChangeAnswer, GateView, SavedGate } from '../views.ts'
import type { SaveAnswer } from './useGateEditor.ts'

export type EditorBannerProps = {
  readonly gate: GateView | null
  /** What the last save came to. */
  readonly answer: SaveAnswer | undefined
  readonly isDirty: boolean
  readonly onReload?: () => void
}

/** The one thing that stands in a gate's way, and what to do about it. */
export function EditorBanner({ gate, answer, isDirty, onReload }: EditorBannerProps) {
  const shopify = useAppBridge()
  const publication = useFetcher<ChangeAnswer<SavedGate>>({ key: `publication-${gate?.number ?? 'new'}` })
  const retried = publication.data
  useEffect(() => {
    const sentence = retried?.kind === 'done' ? formatPublished(retried.result) : null
    if (sentence) shopify.toast.show(sentence)
  }, [retried, shopify])

  if (isDirty && answer?.kind === 'stale') {
    return (
      <Layout.Section variant="fullWidth">
        <Banner
          tone="warning"
          title="Somebody else changed this gate"
          action={{ content: 'Load the gate as it stands', onAction: onReload }}
        >
          <p>What you wrote is still here, but it was not saved. Loading the gate as it stands drops it.</p>
        </Banner>
      </Layout.Section>
    )
  }
  if (isDirty && answer?.kind === 'failed') {
    return (
      <Layout.Section variant="fullWidth">
        <Banner tone="critical" title="The gate was not saved">
          <p>{answer.message}</p>
        </Banner>
      </Layout.Section>
    )
  }
  if (gate?.status.kind !== 'pending') return null
  const reason = retried?.kind === 'failed' ? retried.message : gate.status.reason
  return (
    <Layout.Section variant="fullWidth">
      <Banner
        tone="warning"
        title="Saved, but not live yet"
        action={{
          content: 'Retry',
          loading: publication.state !== 'idle',
          onAction: () =>
            publication.submit(
              {},
              {
                method: 'post',
                encType: 'application/json',
                action: `/app/gates/${gate.number}/publication`,
              },
            ),
        }}
      >
        <p>{reason}</p>
      </Banner>
    </Layout.Section>
  )
}
