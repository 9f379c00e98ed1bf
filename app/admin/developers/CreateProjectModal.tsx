import { useFetcher, useNavigate } from '@remix-run/react'
import { useAppBridge } from '@shopify/app-bridge-react'
import { Form, FormLayout, InlineError, Modal, TextField } from '@shopify/polaris'
import { useState } from 'react'
import type { ProjectForm } from '../../core/project/form.ts'
import { PROJECT_NAME_MAX } from '../../core/project/parseProjectDraft.ts'
import { describeAnswer } from '../describeAnswer.ts'
import { createDraftId } from '../editor/createDraftId.ts'
import { useAnswer } from '../useAnswer.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ProjectAnswer, SavedProject } from './views.ts'

/** Dialog that creates a project from the required fields: name and domain. The project's page has the rest. */
export function CreateProjectModal({ onClose }: { onClose: () => void }) {
  useFocusBack()
  const shopify = useAppBridge()
  const navigate = useNavigate()
  const fetcher = useFetcher<ProjectAnswer<SavedProject>>({ key: 'create-project' })
  const [draftId] = useState(createDraftId)
  const [name, setName] = useState('')
  const [domain, setDomain] = useState('')
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({})
  const [failure, setFailure] = useState<string | null>(null)
  useAnswer(fetcher, (answer) => {
    setErrors(answer.kind === 'invalid' ? answer.fields : {})
    setFailure(describeAnswer(answer))
    if (answer.kind !== 'done') return
    shopify.toast.show('Project created')
    navigate(`/app/developers/${answer.result.id}`)
  })
  const isBusy = fetcher.state !== 'idle'
  const create = () => {
    const form: ProjectForm & { draftId: string } = {
      draftId,
      name,
      allowedDomains: [domain],
      redirectUris: [],
      format: 'siwe',
      statement: '',
      requirement: null,
      isStorefront: false,
    }
    fetcher.submit(form, { method: 'post', encType: 'application/json', action: '/app/developers/new' })
  }
  return (
    <Modal
      open
      onClose={onClose}
      title="Create project"
      primaryAction={{ content: 'Create', loading: isBusy, onAction: create }}
      secondaryActions={[{ content: 'Cancel', disabled: isBusy, onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={create} implicitSubmit>
          <FormLayout>
            <TextField
              label="Name"
              value={name}
              placeholder="Photo board"
              helpText="People see it in the message that they sign."
              maxLength={PROJECT_NAME_MAX}
              autoComplete="off"
              error={errors.name}
              onChange={setName}
            />
            <TextField
              label="Domain of your site"
              value={domain}
              placeholder="photos.example"
              helpText="You can add more domains later, and localhost:* while you develop."
              spellCheck={false}
              autoComplete="off"
              error={errors.allowedDomains}
              onChange={setDomain}
            />
            {failure && <InlineError message={failure} fieldID="create-project" />}
          </FormLayout>
        </Form>
      </Modal.Section>
    </Modal>
  )
}
