/**
 * The access scopes that the app needs to tag customers, and to hear of customers who were merged. Both are optional; a
 * merchant grants both in one dialog of Shopify's.
 */
export const CUSTOMER_SCOPES = ['write_customers', 'read_customer_merge'] as const

/** Webhook topics of customers that are gone. The app subscribes to them in each shop that tags customers. */
export const CUSTOMER_TOPICS = ['customers/delete', 'customers/merge'] as const

/** Whether Shopify lets the app change a shop's customers. `unknown`: Shopify did not say. */
export type TaggingState = 'allowed' | 'not-allowed' | 'unknown'

/**
 * The app's metafield of a customer: the tags of their gates as a list of texts, by which segments can filter.
 * @see https://help.shopify.com/en/manual/customers/customer-segmentation/reference-guide/metafield-segments
 */
export const CUSTOMER_METAFIELD = { key: 'gates', type: 'list.single_line_text_field' } as const
