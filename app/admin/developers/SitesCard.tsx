import { BlockStack, Card, Checkbox, Text, TextField } from '@shopify/polaris'
import { composeProjectFieldId } from './projectDraft.ts'
import type { ProjectEditorModel } from './useProjectEditor.ts'

/** Card for a project's sites: the domains that sign people in, and the redirect URIs of a login. */
export function SitesCard({ editor }: { editor: ProjectEditorModel }) {
  const { draft, errors, edit } = editor
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Your sites
        </Text>
        <TextField
          id={composeProjectFieldId('allowedDomains')}
          label="Allowed domains"
          value={draft.allowedDomains}
          placeholder={'photos.example\nlocalhost:*'}
          helpText="Enter one per line. Browsers can call the API from these sites, and messages can name them. localhost:* allows every port while you develop."
          multiline={3}
          maxHeight={240}
          monospaced
          spellCheck={false}
          autoComplete="off"
          error={errors.allowedDomains}
          onChange={(allowedDomains) => edit({ allowedDomains })}
        />
        <Checkbox
          id={composeProjectFieldId('isStorefront')}
          label="These sites are a storefront of this shop"
          helpText="For a headless shop. Its pages can unlock your gates and put proofs into carts."
          checked={draft.isStorefront}
          onChange={(isStorefront) => edit({ isStorefront })}
        />
        <TextField
          id={composeProjectFieldId('redirectUris')}
          label="Redirect URIs"
          value={draft.redirectUris}
          placeholder="https://photos.example/callback"
          helpText="Enter one per line, for sign-in with OAuth. They must match exactly, including the last slash. http://localhost:* allows every address on your own computer."
          multiline={3}
          maxHeight={240}
          monospaced
          spellCheck={false}
          autoComplete="off"
          error={errors.redirectUris}
          onChange={(redirectUris) => edit({ redirectUris })}
        />
      </BlockStack>
    </Card>
  )
}
