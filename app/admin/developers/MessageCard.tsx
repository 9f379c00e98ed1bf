import { BlockStack, Card, ChoiceList, Text, TextField } from '@shopify/polaris'
import { STATEMENT_MAX } from '../../core/project/parseProjectDraft.ts'
import { composeProjectFieldId } from './projectDraft.ts'
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
          name={composeProjectFieldId('format')}
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
                'Wallets cannot check which site this message is for, so another site can ask people for the same signature and sign in here as them. Use this format only for clients that cannot sign the other one. It never opens a gate of your shop.',
            },
          ]}
          selected={[draft.format]}
          error={errors.format}
          onChange={([format]) => edit({ format: format ?? 'siwe' })}
        />
        <TextField
          id={composeProjectFieldId('statement')}
          label="Statement in the message"
          value={draft.statement}
          placeholder="Default statement"
          helpText="One line. If you leave it empty, the message says that signing is free and sends no transaction."
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
