import { useNavigate } from '@remix-run/react'
import {
  BlockStack,
  Button,
  Card,
  Form,
  FormLayout,
  InlineStack,
  Layout,
  Page,
  Text,
  TextField,
} from '@shopify/polaris'
import { useState } from 'react'
import { SECTIONS } from '../page/sections.ts'
import { StoredCard } from './StoredCard.tsx'

/** Page of the customers of a BigCommerce store, which have no tags: what is stored about one of them. */
export function StoreCustomersPage() {
  const navigate = useNavigate()
  const [id, setId] = useState('')
  const [error, setError] = useState('')
  const open = () => {
    if (/^[1-9]\d{0,15}$/.test(id.trim())) navigate(`${SECTIONS.customers.url}/${id.trim()}`)
    else setError('Enter the number of a customer, such as 42.')
  }
  return (
    <Page title={SECTIONS.customers.content} subtitle="What is stored about customers who were signed in">
      <Layout>
        <Layout.Section>
          <Card>
            <BlockStack gap="300">
              <Text as="p">
                Customers of BigCommerce have no tags, so Palisade gives them none. The page of a customer
                shows what is stored about them, to download or to erase.
              </Text>
              <Form onSubmit={open} implicitSubmit>
                <FormLayout>
                  <TextField
                    label="Customer number"
                    value={id}
                    inputMode="numeric"
                    autoComplete="off"
                    helpText="The control panel shows it under Customers, in the address of the customer’s page."
                    error={error}
                    onChange={(value) => {
                      setId(value)
                      setError('')
                    }}
                  />
                  <InlineStack>
                    <Button submit>Show customer</Button>
                  </InlineStack>
                </FormLayout>
              </Form>
            </BlockStack>
          </Card>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <StoredCard />
        </Layout.Section>
      </Layout>
    </Page>
  )
}
