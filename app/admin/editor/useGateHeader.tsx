import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import type { PageProps } from '@shopify/polaris'
import { type ReactNode, useState } from 'react'
import type { StateChange } from '../../core/gate/planState.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { LazyPart } from '../page/LazyPart.tsx'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer, ChangedStates, GateView, SubjectViews } from '../views.ts'
import { loadDeleteGate, loadPauseGates } from './dialogs.ts'

type HeaderParameters = {
  /** Null for a new gate, whose page has no actions. */
  readonly gate: GateView | null
  readonly subjects: SubjectViews
  readonly level: Enforcement['level']
  /** Whether the form has changes, which a change of the state would make stale. */
  readonly isDirty: boolean
  /** Called after the deletion: the page has nothing left to save. */
  readonly onDeleted: () => void
}

const STALE = 'Someone else changed this gate at the same time. Reload the page and try again.'
const DONE = {
  active: 'Gate resumed',
  paused: 'Gate paused',
  public: 'Gate opened to everyone',
  live: 'Test ended. The gate is live.',
} as const satisfies Record<StateChange, string>

/** The actions in the header of a gate's page, and the dialogs that they open. */
export function useGateHeader({ gate, subjects, level, isDirty, onDeleted }: HeaderParameters): {
  readonly actions: Pick<PageProps, 'secondaryActions' | 'actionGroups'>
  readonly dialogs: ReactNode
  /** Why the last change of the state failed; null if it did not. */
  readonly failure: string | null
} {
  const [dialog, setDialog] = useState<'delete' | 'pause' | null>(null)
  const change = useStateChange(gate?.number ?? 0)
  if (!gate) return { actions: {}, dialogs: null, failure: null }
  const { exclusive } = gate.form.reaction
  const isPaused = gate.form.state === 'paused'
  const close = () => setDialog(null)
  const locked = { disabled: isDirty || change.isBusy, ...(isDirty && { helpText: 'Save first' }) }
  const storeUrl = findStoreUrl(subjects)
  const chosen = { number: gate.number, name: gate.form.name, isExclusive: exclusive }
  return {
    failure: change.failure,
    actions: {
      secondaryActions: [
        ...(storeUrl === null ? [] : [{ content: 'View in store', url: storeUrl, external: true as const }]),
        ...(gate.form.test.isOn
          ? [{ content: 'End test and go live', ...locked, onAction: () => change.set('live') }]
          : []),
        { content: 'Duplicate', url: `/app/gates/new?from=${gate.number}` },
        isPaused
          ? { content: 'Resume', ...locked, onAction: () => change.set('active') }
          : {
              content: 'Pause',
              ...locked,
              onAction: () => (exclusive ? setDialog('pause') : change.set('paused')),
            },
      ],
      // A fixed group: Polaris folds actions that do not fit only after the first paint, and the page jumps.
      actionGroups: [
        {
          title: 'More actions',
          actions: [
            { content: 'One-time passes', url: `/app/gates/${gate.number}/passes` },
            { content: 'Numbers', url: `/app/analytics?gate=${gate.number}` },
            { content: 'History', url: `/app/gates/history?gate=${gate.number}` },
            { content: 'Delete gate', destructive: true, onAction: () => setDialog('delete') },
          ],
        },
      ],
    },
    dialogs: (
      <>
        {dialog === 'pause' && (
          <LazyPart
            load={loadPauseGates}
            props={{
              gates: [chosen],
              level,
              onChoose: (state) => {
                close()
                change.set(state)
              },
              onClose: close,
            }}
            onNotLoaded={close}
          />
        )}
        {dialog === 'delete' && (
          <LazyPart
            load={loadDeleteGate}
            props={{ gate, level, onDeleted, onClose: close }}
            onNotLoaded={close}
          />
        )}
      </>
    ),
  }
}

/** The page of the gate's first product in the online store; null if it has none. */
export function findStoreUrl({ products, variants }: SubjectViews): string | null {
  const shown = [...products, ...variants].find(({ storeUrl }) => storeUrl)
  return shown?.storeUrl ?? null
}

function useStateChange(number: number) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ChangeAnswer<ChangedStates>>({ key: `state-${number}` })
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer, STALE))
    // The page's banner says so if the change is not live yet.
    if (answer.kind === 'done' && answer.result.pending === 0) shopify.toast.show(DONE[answer.result.state])
  })
  return {
    failure,
    isBusy: fetcher.state !== 'idle',
    set: (state: StateChange) =>
      fetcher.submit(
        { state, numbers: [number] },
        { method: 'post', encType: 'application/json', action: '/app/gates/state' },
      ),
  }
}
