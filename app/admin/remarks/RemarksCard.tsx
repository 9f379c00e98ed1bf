import { BlockStack, Button, Card, Icon, InlineStack, Text } from '@shopify/polaris'
import { AlertTriangleIcon } from '@shopify/polaris-icons'
import type { RemarksModel } from './useRemarks.ts'

/**
 * Card with what is worth a look in the form, each with a link to its field. It is there before the first answer, so that
 * the cards below it hardly move.
 */
export function RemarksCard({
  model: { remarks, isUnreachable },
  onShow,
}: {
  model: RemarksModel
  /** Move the focus to a field. */
  onShow: (path: string) => void
}) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Worth a look
        </Text>
        <div role="status">
          <BlockStack gap="300">
            {isUnreachable && (
              <Text as="p" tone="subdued">
                The form could not be looked at just now.
              </Text>
            )}
            {remarks && remarks.length > 0 ? (
              <ul className="palisade-plain-list palisade-remarks">
                {remarks.map(({ path, text }) => (
                  <li key={`${path} ${text}`}>
                    <InlineStack gap="200" wrap={false} blockAlign="start">
                      <span className="palisade-still">
                        <Icon source={AlertTriangleIcon} tone="caution" />
                      </span>
                      <BlockStack gap="050" inlineAlign="start">
                        <Text as="span" breakWord>
                          {text}
                        </Text>
                        <Button
                          variant="plain"
                          accessibilityLabel={`Go to the field: ${text}`}
                          onClick={() => onShow(path)}
                        >
                          Go to the field
                        </Button>
                      </BlockStack>
                    </InlineStack>
                  </li>
                ))}
              </ul>
            ) : (
              !isUnreachable && (
                <Text as="p" tone="subdued">
                  {remarks ? 'Nothing in this form looks unusual.' : 'Looking at the form…'}
                </Text>
              )
            )}
          </BlockStack>
        </div>
      </BlockStack>
    </Card>
  )
}
