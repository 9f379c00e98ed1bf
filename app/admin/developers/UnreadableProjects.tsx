import { UnreadableBanner } from '../page/UnreadableBanner.tsx'
import type { UnreadableProjectView } from './views.ts'

/** Banner with the projects whose database row this version cannot read; nothing if there are none. */
export function UnreadableProjects({ projects }: { projects: readonly UnreadableProjectView[] }) {
  return (
    <UnreadableBanner
      rows={projects.map(({ id, name }) => `“${name}” (project ${id})`)}
      one={{
        title: 'A project cannot be read',
        text: 'it was saved by another version of Palisade. Nobody can sign in to it until this is fixed.',
      }}
      many={{
        title: 'Some projects cannot be read',
        text: 'they were saved by another version of Palisade. Nobody can sign in to them until this is fixed.',
      }}
    />
  )
}
