import { useReload } from '../editor/useReload.ts'
import { ProjectPage, type ProjectPageProps } from './ProjectPage.tsx'

/** Page of a project. Opening it again, or another one, starts a fresh draft. */
export function OpenedProject(props: Omit<ProjectPageProps, 'onReload'>) {
  const { reloads, reload } = useReload()
  return <ProjectPage key={`${props.project.id} ${reloads}`} {...props} onReload={reload} />
}
