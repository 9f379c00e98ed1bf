import { ChoiceList, Form, FormLayout, InlineError, Modal, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { PROJECT_NAME_MAX } from '../../core/project/parseProjectDraft.ts'
import type { ApiKeyKind } from '../../core/project/types.ts'
import { createDraftId } from '../editor/createDraftId.ts'
import type { KeyChanges } from './useKeyChanges.ts'

/** Dialog that creates a key: its kind and name. */
export function CreateKeyModal({ changes }: { changes: KeyChanges }) {
  const [draftId] = useState(createDraftId)
  const [kind, setKind] = useState<ApiKeyKind>('secret')
  const [name, setName] = useState('')
  const create = () => changes.create({ draftId, kind, name })
  const close = () => changes.ask(null)
  return (
    <Modal
      open
      onClose={close}
      title="Create key"
      primaryAction={{ content: 'Create', loading: changes.isBusy, onAction: create }}
      secondaryActions={[{ content: 'Cancel', disabled: changes.isBusy, onAction: close }]}
    >
      <Modal.Section>
        <Form onSubmit={create} implicitSubmit>
          <FormLayout>
            <ChoiceList
              title="Kind"
              choices={[
                {
                  value: 'secret',
                  label: 'Secret',
                  helpText: 'For your server. It can ask what any wallet holds. Never put it in a web page.',
                },
                {
                  value: 'publishable',
                  label: 'Publishable',
                  helpText: 'For your site or app. It can only sign people in from the allowed domains.',
                },
              ]}
              selected={[kind]}
              onChange={([next]) => setKind(next === 'publishable' ? 'publishable' : 'secret')}
            />
            <TextField
              label="Name"
              value={name}
              placeholder={kind === 'secret' ? 'Server' : 'Website'}
              helpText="For example, the place where you use the key."
              maxLength={PROJECT_NAME_MAX}
              autoComplete="off"
              error={changes.nameError}
              onChange={setName}
            />
            {changes.failure && <InlineError message={changes.failure} fieldID="create-key" />}
          </FormLayout>
        </Form>
      </Modal.Section>
    </Modal>
  )
}
