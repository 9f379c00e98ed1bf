import { Layout } from '@shopify/polaris'
import { NewsBanner } from '../page/NewsBanner.tsx'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Banner that says why the last save failed, and what to do about it. */
export function ProjectBanner({ editor, onReload }: { editor: ProjectEditorModel; onReload: () => void }) {
  const { answer, isDirty } = editor
  if (!isDirty || (answer?.kind !== 'stale' && answer?.kind !== 'failed')) return null
  return (
    <Layout.Section variant="fullWidth">
      {answer.kind === 'stale' ? (
        <NewsBanner
          tone="warning"
          title="Somebody else changed this project"
          action={{ content: 'Load the project as it stands', onAction: onReload }}
        >
          <p>
            What you wrote is still here, but it was not saved. Loading the project as it stands drops it.
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
