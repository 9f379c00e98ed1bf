import { BlockStack, Icon, Text, TextField } from '@shopify/polaris'
import { DiscountIcon } from '@shopify/polaris-icons'
import { DISCOUNT_NAME_MAX } from '../../core/gate/discountName.ts'
import type { Enforcement } from '../../core/gate/shop.ts'
import { GATE_NAME } from '../gateWords.ts'
import { composeFieldId } from './draft.ts'
import { findError } from './findError.ts'
import { formatDiscountLine } from './formatDiscountLine.ts'
import type { EditorShop } from './formatEditorShop.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Where shoppers read the name, by what Shopify lets the shop enforce. */
const HELP = {
  functions:
    'Shoppers read it beside the discount, in the cart and at checkout. Leave it empty to show the name of the gate.',
  codes: 'In this shop, holders get a discount code. Shoppers read the code, not this name.',
  unknown:
    'Shoppers read it beside the discount if Shopify lets Palisade into the checkout. Leave it empty to show the name of the gate.',
} as const satisfies Record<Enforcement['level'], string>

/** The field for the discount's name, with a picture of what shoppers read. */
export function DiscountName({
  editor,
  shop: { currencyCode, enforcement },
}: {
  editor: GateEditorModel
  shop: Pick<EditorShop, 'currencyCode'> & { readonly enforcement: Pick<Enforcement, 'level'> }
}) {
  const { draft, dispatch, issues } = editor
  const line = formatDiscountLine({ draft, currencyCode, level: enforcement.level })
  return (
    <BlockStack gap="300">
      <TextField
        id={composeFieldId('discountName')}
        label="Name of the discount"
        value={draft.discountName}
        placeholder={draft.name.trim() || GATE_NAME}
        helpText={HELP[enforcement.level]}
        maxLength={DISCOUNT_NAME_MAX}
        showCharacterCount
        autoComplete="off"
        error={findError(issues, 'discountName')}
        onChange={(discountName) => dispatch({ kind: 'edit', change: { discountName } })}
      />
      {line !== null && (
        <div className="palisade-discount">
          <Text as="p" variant="bodySm" tone="subdued">
            In the cart and at checkout
          </Text>
          <p className="palisade-discount-line">
            <span>
              <Icon source={DiscountIcon} />
            </span>
            {line}
          </p>
        </div>
      )}
    </BlockStack>
  )
}
