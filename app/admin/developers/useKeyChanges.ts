import { useFetcher } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { useState } from 'react'
import type { ApiKeyKind, ProjectId } from '../../core/project/types.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ApiKeyView, IssuedKeyView, ProjectAnswer } from './views.ts'

/** Open question to the owner: which key to create, or whether to roll or revoke one. */
export type KeyQuestion =
  | { readonly kind: 'create' }
  | { readonly kind: 'roll' | 'revoke'; readonly key: ApiKeyView }
export type KeyChanges = ReturnType<typeof useKeyChanges>

const JSON_POST = { method: 'post', encType: 'application/json' } as const

/** Create, roll and revoke keys. Only `issued` contains a new secret, until the owner closes its dialog. */
export function useKeyChanges(projectId: ProjectId) {
  const shopify = useAppBridge()
  const fetcher = useFetcher<ProjectAnswer<IssuedKeyView | null>>({ key: `keys-${projectId}` })
  const [question, setQuestion] = useState<KeyQuestion | null>(null)
  const [issued, setIssued] = useState<IssuedKeyView | null>(null)
  const [nameError, setNameError] = useState<string | undefined>()
  const [failure, setFailure] = useState<string | null>(null)
  const ask = (next: KeyQuestion | null) => {
    setQuestion(next)
    setNameError(undefined)
    setFailure(null)
  }

  useAnswer(fetcher, (answer) => {
    setNameError(answer.kind === 'invalid' ? answer.fields['key.name'] : undefined)
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    ask(null)
    if (answer.result?.kind === 'secret') setIssued(answer.result)
    else shopify.toast.show(describeKeyChange(answer.result))
  })

  const base = `/app/developers/${projectId}/keys`
  return {
    question,
    ask,
    issued,
    putAway: () => setIssued(null),
    isBusy: fetcher.state !== 'idle',
    nameError,
    /** Why the last change failed. */
    failure,
    create: (key: { draftId: string; kind: ApiKeyKind; name: string }) => {
      fetcher.submit(key, { ...JSON_POST, action: base })
    },
    roll: (key: ApiKeyView) => {
      fetcher.submit({}, { ...JSON_POST, action: `${base}/${key.id}/roll` })
    },
    revoke: (key: ApiKeyView) => {
      fetcher.submit({}, { ...JSON_POST, action: `${base}/${key.id}/revoke` })
    },
  }
}

function describeKeyChange(issued: IssuedKeyView | null): string {
  if (issued === null) return 'Key revoked'
  return issued.replaces ? 'Key rolled' : 'Key created'
}
