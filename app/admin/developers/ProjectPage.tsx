import { BlockStack, Card, Layout, Page, Text, TextField } from '@shopify/polaris'
import { useState } from 'react'
import { PROJECT_NAME_MAX } from '../../core/project/parseProjectDraft.ts'
import { EditorSaveBar } from '../editor/EditorSaveBar.tsx'
import { NewsBanner } from '../page/NewsBanner.tsx'
import { SECTIONS } from '../page/sections.ts'
import { useFocusBack } from '../useFocusBack.ts'
import type { ChainView } from '../views.ts'
import { ApiCard } from './ApiCard.tsx'
import { ConfirmKeyModal } from './ConfirmKeyModal.tsx'
import { CreateKeyModal } from './CreateKeyModal.tsx'
import { DeleteProjectModal } from './DeleteProjectModal.tsx'
import { formatMessagePreview } from './formatMessagePreview.ts'
import { GateRightCard } from './GateRightCard.tsx'
import { KeysCard } from './KeysCard.tsx'
import { MessageCard } from './MessageCard.tsx'
import { NewKeyModal } from './NewKeyModal.tsx'
import { composeProjectFieldId } from './projectDraft.ts'
import { SitesCard } from './SitesCard.tsx'
import { type KeyChanges, useKeyChanges } from './useKeyChanges.ts'
import { type ProjectEditorModel, useProjectEditor } from './useProjectEditor.ts'
import type { ApiAddresses, ProjectView } from './views.ts'
import { WhoCard } from './WhoCard.tsx'

export type ProjectPageProps = {
  readonly project: ProjectView
  readonly chains: readonly ChainView[]
  readonly addresses: ApiAddresses
  /** Load the saved project again and drop the draft. */
  readonly onReload: () => void
}

/** A project: its keys, its rules, and what people sign. */
export function ProjectPage({ project, chains, addresses, onReload }: ProjectPageProps) {
  const editor = useProjectEditor({ project, chains })
  const changes = useKeyChanges(project.id)
  const [isDeleting, setIsDeleting] = useState(false)
  return (
    <Page
      title={project.form.name}
      subtitle={`Last changed ${project.changedAt}`}
      backAction={SECTIONS.developers}
      secondaryActions={[
        { content: 'Delete project', destructive: true, onAction: () => setIsDeleting(true) },
      ]}
    >
      <EditorSaveBar id="project-save-bar" editor={editor} />
      <Layout>
        <ProjectBanner editor={editor} onReload={onReload} />
        <Layout.Section>
          <BlockStack gap="400">
            <KeysCard keys={project.keys} changes={changes} />
            <GateRightCard project={project} />
            <ProjectNameCard editor={editor} />
            <SitesCard editor={editor} />
            <MessageCard editor={editor} />
            <WhoCard editor={editor} chains={chains} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <div className="palisade-beside">
            <BlockStack gap="400">
              <ApiCard addresses={addresses} projectId={project.id} />
              <MessagePreviewCard editor={editor} now={project.now} />
            </BlockStack>
          </div>
        </Layout.Section>
      </Layout>
      <KeyModals changes={changes} />
      {isDeleting && (
        <DeleteProjectModal
          project={{ id: project.id, name: project.form.name }}
          onDeleted={editor.release}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </Page>
  )
}

/** Dialogs about keys, one at a time. */
function KeyModals({ changes }: { changes: KeyChanges }) {
  return (changes.issued || changes.question) && <OpenModal changes={changes} />
}

/** Mounted from the question to the answer, so that the focus returns to the element that had it before both. */
function OpenModal({ changes }: { changes: KeyChanges }) {
  useFocusBack()
  const { question, issued } = changes
  if (issued) return <NewKeyModal issued={issued} onClose={changes.putAway} />
  if (question?.kind === 'create') return <CreateKeyModal changes={changes} />
  return question && <ConfirmKeyModal question={question} changes={changes} />
}

/** Preview of the sign-in message, updated on every keystroke. */
function MessagePreviewCard({ editor, now }: { editor: ProjectEditorModel; now: number }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What people sign
        </Text>
        <pre className="palisade-message">{formatMessagePreview({ draft: editor.draft, now })}</pre>
        <Text as="p" tone="subdued">
          Example with a made-up wallet. Signing is free and sends no transaction.
        </Text>
      </BlockStack>
    </Card>
  )
}

function ProjectNameCard({ editor }: { editor: ProjectEditorModel }) {
  return (
    <Card>
      <TextField
        id={composeProjectFieldId('name')}
        label="Name"
        value={editor.draft.name}
        helpText="People see it in the message that they sign."
        maxLength={PROJECT_NAME_MAX}
        autoComplete="off"
        error={editor.errors.name}
        onChange={(name) => editor.edit({ name })}
      />
    </Card>
  )
}

/** Banner that says why the last save failed, and what to do about it. */
function ProjectBanner({ editor, onReload }: { editor: ProjectEditorModel; onReload: () => void }) {
  const { answer, isDirty } = editor
  if (!isDirty || (answer?.kind !== 'stale' && answer?.kind !== 'failed')) return null
  return (
    <Layout.Section variant="fullWidth">
      {answer.kind === 'stale' ? (
        <NewsBanner
          tone="warning"
          title="Someone else changed this project"
          action={{ content: 'Load the saved project', onAction: onReload }}
        >
          <p>
            Your changes are still here, but they are not saved. If you load the saved project, you lose them.
          </p>
        </NewsBanner>
      ) : (
        <NewsBanner tone="critical" title="The project was not saved">
          <p>{answer.message}</p>
        </NewsBanner>
      )}
    </Layout.Section>
  )
}
