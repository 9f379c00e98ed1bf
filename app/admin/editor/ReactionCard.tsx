import {
  BlockStack,
  Card,
  Checkbox,
  InlineError,
  InlineGrid,
  Select,
  Text,
  TextField,
} from '@shopify/polaris'
import type { ReactionForm } from '../../core/gate/form.ts'
import { isShare } from '../../core/gate/reaction.ts'
import { DISCOUNT_FLAGS, isDiscounting, PRICE_KINDS } from '../../core/gate/reactionKinds.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { REACTION_TEXTS } from '../reactions.ts'
import { DiscountName } from './DiscountName.tsx'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import type { EditorShop } from './formatEditorShop.ts'
import type { GateEditorModel } from './useGateEditor.ts'

const PRICES: readonly { value: ReactionForm['price']; label: string }[] = [
  { value: 'none', label: 'No discount' },
  ...PRICE_KINDS.map((value) => ({ value, label: REACTION_TEXTS[value].label })),
]

/** Card for the reaction: what holders get, and the cap. */
export function ReactionCard({ editor, shop }: { editor: GateEditorModel; shop: EditorShop }) {
  const { draft, dispatch, issues } = editor
  const { currencyCode, enforcement } = shop
  const { reaction, cap } = draft
  const refusals = describeRefusals(enforcement)
  const { price, value, exclusive } = reaction
  const edit = (change: Partial<ReactionForm>) =>
    dispatch({ kind: 'edit', change: { reaction: { ...reaction, ...change } } })
  const error = findError(issues, 'reaction')
  const isAboutValue = issues.reaction !== undefined && issues.reaction !== 'gives-nothing'
  const isPercentage = price !== 'none' && isShare(price)
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What holders get
        </Text>
        <Checkbox
          id={composeFieldId(isAboutValue ? 'reaction.exclusive' : 'reaction')}
          label={REACTION_TEXTS.exclusive.label}
          helpText={`${REACTION_TEXTS.exclusive.help} ${refusals.others}`}
          checked={exclusive}
          onChange={(checked) =>
            // Exclusive access needs no discount, so remove an empty one.
            edit({ exclusive: checked, ...(checked && value.trim() === '' && { price: 'none' }) })
          }
        />
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <Select
            label="Discount"
            options={[...PRICES]}
            value={price}
            helpText={price === 'none' ? '' : REACTION_TEXTS[price].help}
            onChange={(next) => edit({ price: PRICES.find((each) => each.value === next)?.value ?? 'none' })}
          />
          {price !== 'none' && (
            <TextField
              id={composeFieldId(isAboutValue ? 'reaction' : 'reaction.value')}
              label={isPercentage ? 'Percent off' : 'Amount off'}
              value={value}
              suffix={isPercentage ? '%' : currencyCode}
              inputMode="decimal"
              autoComplete="off"
              maxLength={20}
              error={isAboutValue ? error : undefined}
              onChange={(text) => edit({ value: text })}
            />
          )}
        </InlineGrid>
        {DISCOUNT_FLAGS.map((kind) => (
          <Checkbox
            key={kind}
            label={REACTION_TEXTS[kind].label}
            helpText={REACTION_TEXTS[kind].help}
            checked={reaction[kind]}
            onChange={(checked) => edit({ [kind]: checked })}
          />
        ))}
        {error && !isAboutValue && <InlineError message={error} fieldID={composeFieldId('reaction')} />}
        {isDiscounting(reaction) && <DiscountName editor={editor} shop={shop} />}
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextField
            id={composeFieldId('cap')}
            label="Maximum per cart"
            value={cap}
            placeholder="No limit"
            suffix="items"
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            helpText={exclusive ? refusals.cap.exclusive : refusals.cap.open}
            error={findError(issues, 'cap')}
            onChange={(text) => dispatch({ kind: 'edit', change: { cap: text } })}
          />
        </InlineGrid>
      </BlockStack>
    </Card>
  )
}
