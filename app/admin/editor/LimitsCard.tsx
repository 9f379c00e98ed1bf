import { BlockStack, Card, Checkbox, InlineGrid, Link, Text, TextField } from '@shopify/polaris'
import type { GateForm } from '../../core/gate/form.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { EditorShop } from './formatEditorShop.ts'
import { hasLimit } from './guardOf.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const FIELDS = [
  {
    name: 'perToken',
    label: 'Per NFT',
    help: 'Counts the uses of each NFT, even after it changes hands. Shoppers with several choose one.',
  },
  { name: 'perWallet', label: 'Per wallet', help: 'Counts every wallet whose tokens were used.' },
  { name: 'total', label: 'In total', help: 'First come, first served.' },
] as const satisfies readonly { name: keyof GateForm['limits']; label: string; help: string }[]

type LimitsCardProps = {
  readonly editor: GateEditorModel
  /** The saved gate; null for a new one. */
  readonly saved: { readonly number: number; readonly form: GateForm } | null
  readonly shop: Pick<EditorShop, 'myshopifyDomain'>
}

/** Card for the limits of the gate. */
export function LimitsCard({ editor, saved, shop }: LimitsCardProps) {
  const { draft, dispatch, issues } = editor
  const warnings = listLimitWarnings({ limits: draft.limits, saved: saved?.form.limits ?? null })
  const isPublic = saved?.form.showsUses === true && saved.form.limits.perToken.trim() !== ''
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="050">
          <Text as="h2" variant="headingMd">
            Usage limits
          </Text>
          <Text as="p" tone="subdued">
            Each order counts as one use. An abandoned cart releases it one to four hours after the unlock. A
            canceled or fully refunded order releases it at once.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
          {FIELDS.map(({ name, label, help }) => (
            <TextField
              key={name}
              id={composeFieldId(`limits.${name}`)}
              label={label}
              value={draft.limits[name]}
              placeholder="No limit"
              suffix={draft.limits[name].trim() === '1' ? 'order' : 'orders'}
              inputMode="numeric"
              autoComplete="off"
              maxLength={7}
              helpText={help}
              error={findError(issues, `limits.${name}`)}
              onChange={(text) => dispatch({ kind: 'editLimits', change: { [name]: text } })}
            />
          ))}
        </InlineGrid>
        <Checkbox
          label="Ask for a signature at each unlock"
          helpText="Five minutes after they connected, shoppers sign again."
          checked={draft.freshSignature}
          disabled={!hasLimit(draft)}
          onChange={(freshSignature) => dispatch({ kind: 'edit', change: { freshSignature } })}
        />
        <Checkbox
          label="Let anyone look up whether an NFT is used up"
          helpText={
            <>
              For people who buy one from somebody else. They see how often it was used, and no wallets and no
              orders.{' '}
              {isPublic && (
                <Link url={`/uses/${shop.myshopifyDomain}/${saved.number}`} target="_blank" external>
                  Open the page
                </Link>
              )}
            </>
          }
          checked={draft.showsUses}
          disabled={draft.limits.perToken.trim() === ''}
          onChange={(showsUses) => dispatch({ kind: 'edit', change: { showsUses } })}
        />
        {warnings.map((warning) => (
          <Text key={warning} as="p" tone="caution">
            {warning}
          </Text>
        ))}
      </BlockStack>
    </Card>
  )
}

/** List what a merchant should know about new limits. `listLimitRemarks` lists how limits can be walked around. */
export function listLimitWarnings({
  limits,
  saved,
}: {
  limits: GateForm['limits']
  /** The saved limits; null for a new gate. */
  saved: GateForm['limits'] | null
}): string[] {
  const isNew = (name: keyof GateForm['limits']) => saved?.[name].trim() === '' && limits[name].trim() !== ''
  return [
    ...(isNew('perWallet') || isNew('perToken') || isNew('total')
      ? ['A new limit counts from now on. Earlier orders do not count.']
      : []),
  ]
}
