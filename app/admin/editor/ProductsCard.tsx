import { useAppBridge } from '@shopify/app-bridge-react'
import { BlockStack, Box, Button, Card, InlineError, InlineStack, Scrollable, Text } from '@shopify/polaris'
import { formatCount } from '../list/formatCount.ts'
import { fieldId } from './draft.ts'
import { findError } from './findError.ts'
import { ProductLine } from './ProductLine.tsx'
import { pickProducts } from './pickProducts.ts'
import type { GateEditorModel } from './useGateEditor.ts'

/** Which products the gate is about. */
export function ProductsCard({ editor }: { editor: GateEditorModel }) {
  const shopify = useAppBridge()
  const { products } = editor.draft
  const error = findError(editor.issues, 'products')
  const id = fieldId('products')
  const pick = async () => {
    const picked = await pickProducts({ shopify, selected: products })
    if (picked) editor.dispatch({ kind: 'edit', change: { products: picked } })
  }
  const remove = (productId: number) => {
    const left = products.filter((product) => product.id !== productId)
    editor.dispatch({ kind: 'edit', change: { products: left } })
    // The button that had the focus is gone.
    document.getElementById(id)?.focus()
  }
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              Products
            </Text>
            <Text as="p" tone="subdued">
              {products.length === 0
                ? 'The products this gate is about.'
                : `${formatCount(products.length, 'product')} selected`}
            </Text>
          </BlockStack>
          <Button id={id} onClick={() => void pick()} {...(error && { ariaDescribedBy: `${id}-error` })}>
            {products.length === 0 ? 'Select products' : 'Change selection'}
          </Button>
        </InlineStack>
        {error && <InlineError message={error} fieldID={id} />}
        {products.length > 0 && (
          <Box
            borderColor="border"
            borderWidth="025"
            borderRadius="200"
            overflowX="hidden"
            overflowY="hidden"
          >
            <Scrollable style={{ maxHeight: '19rem' }} focusable={products.length > 5}>
              <ul className="palisade-products">
                {products.map((product) => (
                  <ProductLine key={product.id} product={product} onRemove={() => remove(product.id)} />
                ))}
              </ul>
            </Scrollable>
          </Box>
        )}
      </BlockStack>
    </Card>
  )
}
