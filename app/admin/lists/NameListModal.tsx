import { useFetcher } from '@remix-run/react'
import { Form, Modal, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { LIST_NAME_MAX } from '../../core/list/limits.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ListAnswer } from './views.ts'

export type NameListModalProps = {
  readonly title: string
  readonly button: string
  /** URL that the name is posted to. */
  readonly action: string
  readonly name?: string
  readonly onNamed: (list: { readonly id: string }) => void
  readonly onClose: () => void
}

/** Dialog that names a new list or renames one. */
export function NameListModal({
  title,
  button,
  action,
  name: before = '',
  onNamed,
  onClose,
}: NameListModalProps) {
  useFocusBack()
  const fetcher = useFetcher<ListAnswer<{ id: string }>>({ key: `name-list-${action}` })
  const [name, setName] = useState(before)
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setFailure(describeAnswer(answer))
    if (answer.kind === 'done') onNamed(answer.result)
  })
  const isBusy = fetcher.state !== 'idle'
  const submit = () => {
    fetcher.submit({ name }, { method: 'post', encType: 'application/json', action })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title={title}
      primaryAction={{ content: button, loading: isBusy, onAction: submit }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={submit} implicitSubmit>
          <TextField
            label="Name"
            value={name}
            placeholder="Early supporters"
            helpText="Only you and your staff see it."
            maxLength={LIST_NAME_MAX}
            autoComplete="off"
            error={failure ?? undefined}
            onChange={setName}
          />
        </Form>
      </Modal.Section>
    </Modal>
  )
}
