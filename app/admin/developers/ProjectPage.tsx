import { BlockStack, Layout, Page } from '@shopify/polaris'
import { useState } from 'react'
import { EditorSaveBar } from '../editor/EditorSaveBar.tsx'
import { SECTIONS } from '../page/sections.ts'
import type { ChainView } from '../views.ts'
import { ApiCard } from './ApiCard.tsx'
import { DeleteProjectModal } from './DeleteProjectModal.tsx'
import { KeyModals } from './KeyModals.tsx'
import { KeysCard } from './KeysCard.tsx'
import { MessageCard } from './MessageCard.tsx'
import { MessagePreviewCard } from './MessagePreviewCard.tsx'
import { ProjectBanner } from './ProjectBanner.tsx'
import { ProjectNameCard } from './ProjectNameCard.tsx'
import { SitesCard } from './SitesCard.tsx'
import { useKeyChanges } from './useKeyChanges.ts'
import { useProjectEditor } from './useProjectEditor.ts'
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
