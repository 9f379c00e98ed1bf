import { Banner } from '@shopify/polaris'
import type { UnreadableProjectView } from './views.ts'

/** Banner with the projects whose database row this version cannot read; nothing if there are none. */
export function UnreadableProjects({ projects }: { projects: readonly UnreadableProjectView[] }) {
  if (projects.length === 0) return null
  const names = projects.map(({ id, name }) => `“${name}” (project ${id})`).join(', ')
  const isOne = projects.length === 1
  return (
    <Banner tone="critical" title={isOne ? 'A project cannot be read' : 'Some projects cannot be read'}>
      <p>
        {names}: {isOne ? 'it was' : 'they were'} saved by another version of Palisade. Nobody can sign in to{' '}
        {isOne ? 'it' : 'them'} until this is fixed. Ask the person who runs your Palisade server to install
        that version, or a newer one.
      </p>
    </Banner>
  )
}
