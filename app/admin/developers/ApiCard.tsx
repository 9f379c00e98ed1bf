import { BlockStack, Card, Link, Text } from '@shopify/polaris'
import type { ProjectId } from '../../core/project/types.ts'
import { CodeLine } from './CodeLine.tsx'
import type { ApiAddresses } from './views.ts'

/** Card with the base URL and the docs of the API, and with the project's id. */
export function ApiCard({
  addresses: { api, docs },
  projectId,
}: {
  addresses: ApiAddresses
  projectId?: ProjectId
}) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          API
        </Text>
        <BlockStack gap="050">
          <Text as="span" tone="subdued">
            Address
          </Text>
          <CodeLine text={api} name="API address" />
        </BlockStack>
        {projectId && (
          <BlockStack gap="050">
            <Text as="span" tone="subdued">
              Project ID (the audience of its access tokens)
            </Text>
            <CodeLine text={projectId} name="project ID" />
          </BlockStack>
        )}
        <Text as="p">
          Picket clients work unchanged with this address as their base URL.{' '}
          <Link url={docs} target="_blank" external>
            Read the API docs
          </Link>
        </Text>
      </BlockStack>
    </Card>
  )
}
