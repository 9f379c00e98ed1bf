import { BlockStack, Card, ChoiceList, Text, TextField } from '@shopify/polaris'
import { STATEMENT_MAX } from '../../core/project/parseProjectDraft.ts'
import { projectFieldId } from './projectDraft.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Card for the format of the sign-in message and for its statement. */
export function MessageCard({ editor }: { editor: ProjectEditorModel }) {
  const { draft, errors, edit } = editor
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Signing message
        </Text>
        <ChoiceList
          title="Format"
          titleHidden
          name={projectFieldId('format')}
          choices={[
            {
              value: 'siwe',
              label: 'Sign-In with Ethereum (recommended)',
              helpText: 'The message names your site, and wallets warn when another site shows it.',
            },
            {
              value: 'simple',
              label: 'Simple',
              helpText:
                'The message names no site that anybody checks, so another site can ask people for the same signature and sign in here as them. Use it only for clients that cannot sign the other. It never opens a gate of your shop.',
            },
          ]}
          selected={[draft.format]}
          error={errors.format}
          onChange={([format]) => edit({ format: format ?? 'siwe' })}
        />
        <TextField
          id={projectFieldId('statement')}
          label="Sentence in the message"
          value={draft.statement}
          placeholder="The usual one"
          helpText="One line. Left empty, the message says that signing is free and sends no transaction."
          maxLength={STATEMENT_MAX}
          showCharacterCount
          autoComplete="off"
          error={errors.statement}
          onChange={(statement) => edit({ statement })}
        />
      </BlockStack>
    </Card>
  )
}
