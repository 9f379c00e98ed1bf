import { BlockStack, Box, Card, ChoiceList, Text } from '@shopify/polaris'
import type { ChainView } from '../views.ts'
import { RequirementFields } from './RequirementFields.tsx'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Card for who may sign in to the project. The rule applies to every login; a site can only ask for more. */
export function WhoCard({ editor, chains }: { editor: ProjectEditorModel; chains: readonly ChainView[] }) {
  const { draft, edit } = editor
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Who may sign in
        </Text>
        <ChoiceList
          title="Who may sign in"
          titleHidden
          choices={[
            {
              value: 'everyone',
              label: 'Everyone with a wallet',
              helpText: 'Your site can still ask for tokens at each sign-in.',
            },
            {
              value: 'some',
              label: 'Only token holders or listed wallets',
              helpText: 'Applies to every sign-in, in addition to what your site asks for.',
            },
          ]}
          selected={[draft.isRestricted ? 'some' : 'everyone']}
          onChange={([choice]) => edit({ isRestricted: choice === 'some' })}
        />
        {draft.isRestricted && (
          <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
            <RequirementFields editor={editor} chains={chains} />
          </Box>
        )}
      </BlockStack>
    </Card>
  )
}
