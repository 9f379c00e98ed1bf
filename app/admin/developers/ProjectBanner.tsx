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
