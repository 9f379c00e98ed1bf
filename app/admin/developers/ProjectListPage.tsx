import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { ApiCard } from './ApiCard.tsx'
import { CreateProjectModal } from './CreateProjectModal.tsx'
import { NoProjects } from './NoProjects.tsx'
import { ProjectTable } from './ProjectTable.tsx'
import type { ApiAddresses, ProjectRowView } from './views.ts'

export type ProjectListPageProps = {
  readonly projects: readonly ProjectRowView[]
  readonly timeZone: string
  readonly addresses: ApiAddresses
}

/** The list of a shop's projects, and where the API is. */
export function ProjectListPage({ projects, timeZone, addresses }: ProjectListPageProps) {
  const [isCreating, setIsCreating] = useState(false)
  const create = () => setIsCreating(true)
  const hasProjects = projects.length > 0
  return (
    <Page
      title="Developers"
      subtitle="Let people sign in with their wallet on your other sites and apps"
      {...(hasProjects && { primaryAction: { content: 'Create project', onAction: create } })}
    >
      <BlockStack gap="400">
        {hasProjects ? (
          <Card padding="0">
            <ProjectTable projects={projects} />
          </Card>
        ) : (
          <NoProjects onCreate={create} />
        )}
        <ApiCard addresses={addresses} />
        {hasProjects && (
          <Box paddingInline="400" paddingBlockEnd="400">
            <Text as="p" tone="subdued" alignment="center">
              Times are in your shop’s time zone, {timeZone}.
            </Text>
          </Box>
        )}
      </BlockStack>
      {isCreating && <CreateProjectModal onClose={() => setIsCreating(false)} />}
    </Page>
  )
}
