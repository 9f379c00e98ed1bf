import { useFetcher } from '@remix-run/react'
import { BlockStack, Form, Modal, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { LIST_NAME_MAX } from '../../core/list/limits.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import { ImportFields, ImportHelp } from './ImportFields.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import { useImportSource } from './useImportSource.ts'
import { useListImport } from './useListImport.ts'
import type { ListAnswer } from './views.ts'

export type CreateListModalProps = {
  readonly isOpen: boolean
  /** Called when the list exists: with its addresses, or when the merchant leaves their import. */
  readonly onCreated: (listId: string) => void
  readonly onClose: () => void
}

/**
 * Dialog that creates a list and imports its addresses, on a page that needs a list. What was typed stays while it is
 * closed. A list that has been created stays, even if its import is cancelled.
 */
export function CreateListModal({ isOpen, onCreated, onClose }: CreateListModalProps) {
  const form = useCreateList(onCreated)
  const { source, model, listId, isBusy } = form
  const { stage } = model
  const isReview = stage.kind === 'review'
  const leave = () => {
    // A running import has its own Cancel.
    if (isBusy) return
    if (isReview) model.cancel()
    if (listId === null) onClose()
    else form.finish()
  }
  return (
    <Modal
      open={isOpen}
      onClose={leave}
      title="Create list"
      {...(!isReview && {
        primaryAction: {
          content: listId === null ? 'Create list' : 'Import',
          loading: isBusy,
          disabled: listId !== null && !source.hasSource,
          onAction: form.submit,
        },
      })}
      secondaryActions={[
        { content: listId === null ? 'Cancel' : 'Leave the list empty', disabled: isBusy, onAction: leave },
      ]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Form onSubmit={form.submit} implicitSubmit>
            <TextField
              label="Name"
              value={form.name}
              placeholder="Early supporters"
              helpText="Only you and your staff see it."
              maxLength={LIST_NAME_MAX}
              autoComplete="off"
              disabled={listId !== null}
              error={form.failure ?? undefined}
              onChange={form.setName}
            />
          </Form>
          <ImportHelp />
          <ImportFields source={source} isBusy={isBusy || isReview} />
          <ImportOutcome model={model} size={0} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}

/** State and actions of the dialog: name the list, create it, then import its addresses. */
function useCreateList(onCreated: (listId: string) => void) {
  const fetcher = useFetcher<ListAnswer<{ id: string }>>()
  const [name, setName] = useState('')
  const [listId, setListId] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const source = useImportSource()
  const restart = () => {
    setName('')
    setListId(null)
    source.empty()
  }
  const finish = (id: string | null) => {
    if (id === null) return
    restart()
    onCreated(id)
  }
  const model = useListImport({ onDone: (id) => finish(id) })
  const start = (id: string) => void model.start({ listId: id, mode: 'replace', source: source.createBlob() })
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    const { id } = answer.result
    setListId(id)
    if (source.hasSource) start(id)
    else finish(id)
  })
  return {
    name,
    setName,
    /** Null until the list is created. */
    listId,
    failure,
    source,
    model,
    isBusy:
      fetcher.state !== 'idle' ||
      model.stage.kind === 'reading' ||
      (model.stage.kind === 'review' && model.stage.isFinishing),
    submit: () => {
      if (listId !== null) start(listId)
      else {
        fetcher.submit({ name }, { method: 'post', encType: 'application/json', action: '/app/lists/new' })
      }
    },
    finish: () => finish(listId),
  }
}
