import { BlockStack, Box, Card, Page, Text } from '@shopify/polaris'
import { useState } from 'react'
import { EmptyCard } from '../page/EmptyCard.tsx'
import { SECTIONS } from '../page/sections.ts'
import { ApiCard } from './ApiCard.tsx'
import { CreateProjectModal } from './CreateProjectModal.tsx'
import picture from './noProjects.svg'
import { ProjectTable } from './ProjectTable.tsx'
import { UnreadableProjects } from './UnreadableProjects.tsx'
import type { ApiAddresses, ProjectRowView, UnreadableProjectView } from './views.ts'

export type ProjectListPageProps = {
  readonly projects: readonly ProjectRowView[]
  readonly unreadable: readonly UnreadableProjectView[]
  readonly timeZone: string
  readonly addresses: ApiAddresses
}

/** The list of a shop's projects, and the URL of the API. */
export function ProjectListPage({ projects, unreadable, timeZone, addresses }: ProjectListPageProps) {
  const [isCreating, setIsCreating] = useState(false)
  const create = () => setIsCreating(true)
  const hasProjects = projects.length > 0
  const isNew = !hasProjects && unreadable.length === 0
  return (
    <Page
      title={SECTIONS.developers.content}
      subtitle="Let people sign in with their wallet on your other sites and apps"
      {...(!isNew && { primaryAction: { content: 'Create project', onAction: create } })}
    >
      <BlockStack gap="400">
        <UnreadableProjects projects={unreadable} />
        {hasProjects && (
          <Card padding="0">
            <ProjectTable projects={projects} />
          </Card>
        )}
        {isNew && <NoProjects onCreate={create} />}
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

/** Empty state of a shop without projects, with a button to create the first. */
export function NoProjects({ onCreate }: { onCreate: () => void }) {
  return (
    <EmptyCard
      heading="Sign people in with their wallet"
      image={picture}
      action={{ content: 'Create project', onAction: onCreate }}
      footerContent="Gates in your shop work without a project."
    >
      A project has the keys and rules of one site or app that signs people in over the API.
    </EmptyCard>
  )
}
