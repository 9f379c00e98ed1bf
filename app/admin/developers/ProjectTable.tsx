import { BlockStack, Box, IndexTable, Link, Text, useBreakpoints } from '@shopify/polaris'
import { SentenceText } from '../SentenceText.tsx'
import type { ProjectRowView } from './views.ts'

type ProjectItemProps = { readonly project: ProjectRowView; readonly position: number }

/** The projects as a table, or as a list on a narrow screen. */
export function ProjectTable({ projects }: { projects: readonly ProjectRowView[] }) {
  const { mdDown } = useBreakpoints()
  const Item = mdDown ? ProjectLine : ProjectRow
  return (
    <IndexTable
      condensed={mdDown}
      selectable={false}
      resourceName={{ singular: 'project', plural: 'projects' }}
      itemCount={projects.length}
      headings={[{ title: 'Project' }, { title: 'Allowed domains' }, { title: 'Who may sign in' }]}
    >
      {projects.map((project, i) => (
        <Item key={project.id} project={project} position={i} />
      ))}
    </IndexTable>
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

function ProjectLine({ project, position }: ProjectItemProps) {
  return (
    <IndexTable.Row id={project.id} position={position}>
      <Box paddingBlock="300" paddingInline="400" width="100%">
        <BlockStack gap="100">
          <ProjectLink project={project} />
          <Text as="span" breakWord>
            {project.domains}
          </Text>
          <SentenceText sentence={project.rule} />
          <Text as="span" tone="subdued" variant="bodySm">
            Changed {project.changedAt}
          </Text>
        </BlockStack>
      </Box>
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
