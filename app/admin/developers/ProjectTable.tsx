import { BlockStack, IndexTable, Link, Text } from '@shopify/polaris'
import { PagedTable } from '../page/PagedTable.tsx'
import { SentenceText } from '../SentenceText.tsx'
import type { ProjectRowView } from './views.ts'

type ProjectItemProps = { readonly project: ProjectRowView; readonly position: number }

const HEADINGS = [{ title: 'Project' }, { title: 'Allowed domains' }, { title: 'Who may sign in' }] as const

/** The projects of a shop. */
export function ProjectTable({ projects }: { projects: readonly ProjectRowView[] }) {
  return (
    <PagedTable
      selectable={false}
      resourceName={{ singular: 'project', plural: 'projects' }}
      itemCount={projects.length}
      headings={[...HEADINGS]}
    >
      {projects.map((project, i) => (
        <ProjectRow key={project.id} project={project} position={i} />
      ))}
    </PagedTable>
  )
}

function ProjectRow({ project, position }: ProjectItemProps) {
  return (
    <IndexTable.Row id={project.id} position={position}>
      <IndexTable.Cell className="palisade-wrap palisade-name">
        <BlockStack gap="050">
          <ProjectLink project={project} />
          <Text as="span" tone="subdued" variant="bodySm">
            Changed {project.changedAt}
          </Text>
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">{project.domains}</IndexTable.Cell>
      <IndexTable.Cell className="palisade-wrap palisade-wide">
        <SentenceText sentence={project.rule} />
      </IndexTable.Cell>
    </IndexTable.Row>
  )
}

function ProjectLink({ project }: { project: ProjectRowView }) {
  return (
    <Link dataPrimaryLink removeUnderline monochrome url={`/app/developers/${project.id}`}>
      <Text as="span" fontWeight="semibold" breakWord>
        {project.name}
      </Text>
    </Link>
  )
}
