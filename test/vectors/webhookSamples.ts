/*
 * Shopify's sample of each topic to which this app subscribes (`shopify app webhook trigger`, "Send test
 * notification"), reduced to fields of interest. Stored as text, because most ids exceed a JavaScript number.
 *
 * @see https://shopify.dev/docs/api/webhooks/latest
 * @see https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
 */
const SHOP = `{"id":548380009,"name":"Super Toys","email":"super@supertoys.com","domain":null,"province":"Tennessee",
  "country":"US","address1":"190 MacLaren Street","zip":"37178","city":"Houston","source":null,"phone":"3213213210",
  "latitude":null,"longitude":null,"primary_locale":"en","created_at":null,"updated_at":null,"country_code":"US",
  "country_name":"United States","currency":"USD","customer_email":"super@supertoys.com",
  "timezone":"(GMT-05:00) Eastern Time (US & Canada)","iana_timezone":null,"shop_owner":"John Smith",
  "money_format":"$","weight_unit":"kg","plan_display_name":null,"plan_name":"enterprise","myshopify_domain":null}`
const ORDER = `{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508","app_id":null,
  "cancel_reason":"customer","cancelled_at":"2021-12-31T19:00:00-05:00","cart_token":null,"checkout_id":null,
  "created_at":"2021-12-31T19:00:00-05:00","currency":"USD","email":"jon@example.com","name":"#9999","note":null,
  "customer":{"id":115310627314723954,"email":"john@example.com","note":null,"phone":null}}`
const PRODUCT = `{"admin_graphql_api_id":"gid://shopify/Product/788032119674292922","created_at":null,"handle":"example-t-shirt",
  "id":788032119674292922,"title":"Example T-Shirt","updated_at":"2021-12-31T19:00:00-05:00","status":"active"}`
const COLLECTION = `{"id":408372092144951419,"handle":"mynewcollection","title":"My New Collection",
  "updated_at":"2021-12-31T19:00:00-05:00","published_at":"2021-12-31T16:00:00-05:00","sort_order":null}`
const DOMAIN = `{"id":690933842,"host":"jsmith.myshopify.com","ssl_enabled":true,
  "localization":{"country":null,"default_locale":"en","alternate_locales":[]}}`
const DISCOUNT = `{"admin_graphql_api_id":"gid://shopify/DiscountAutomaticNode/1","title":"Automatic free shipping",
  "status":"ACTIVE","created_at":"2017-05-10T17:34:16-04:00","updated_at":"2017-05-10T17:34:16-04:00"}`
const CUSTOMER = '"customer":{"id":191167,"email":"john@example.com","phone":"555-625-1199"}'
const NAMED = '"shop_id":954889,"shop_domain":"{shop}.myshopify.com"'

export const WEBHOOK_SAMPLES: Readonly<Record<string, string>> = {
  'app/uninstalled': SHOP,
  'app/scopes_update': `{"id":1012030,"previous":["read_products"],"current":["read_products","write_products"],
    "updated_at":"2024-09-10T00:00:00.000Z","shop_id":548380009}`,
  'shop/update': SHOP,
  'orders/create': ORDER,
  'orders/cancelled': ORDER,
  'orders/edited': `{"order_edit":{"id":78912328793,"app_id":null,"created_at":"2021-12-31T19:00:00-05:00",
    "notify_customer":false,"order_id":820982911946154508,"staff_note":"","user_id":null,
    "line_items":{"additions":[{"id":78643924236718,"delta":1}],"removals":[]}}}`,
  'refunds/create': `{"id":890088186047892319,"order_id":820982911946154508,"created_at":"2021-12-31T19:00:00-05:00",
    "note":"Things were damaged","user_id":548380009,"restock":false,"transactions":[]}`,
  'fulfillment_orders/order_routing_complete':
    '{"fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/1","status":"open"}}',
  'products/create': PRODUCT,
  'products/update': PRODUCT,
  'products/delete': '{"id":788032119674292922}',
  'collections/update': COLLECTION,
  'collections/delete':
    '{"id":408372092144951419,"published_scope":null,"updated_at":"2021-12-31T19:00:00-05:00"}',
  'discounts/update': DISCOUNT,
  'discounts/delete':
    '{"admin_graphql_api_id":"gid://shopify/DiscountAutomaticNode/1","deleted_at":"2017-05-10T17:34:16-04:00"}',
  'domains/create': DOMAIN,
  'domains/update': DOMAIN,
  'domains/destroy': DOMAIN,
  'customers/delete':
    '{"id":706405506930370084,"phone":null,"addresses":[],"tax_exemptions":[],"admin_graphql_api_id":"gid://shopify/Customer/706405506930370084"}',
  'customers/merge': `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/1",
    "admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/2","admin_graphql_api_job_id":null,
    "status":"failed","errors":[{"customer_ids":[1],"field":"merge_in_progress","message":"Being merged."}]}`,
  'customers/data_request': `{${NAMED},"orders_requested":[299938,280263,220458],${CUSTOMER},"data_request":{"id":9999}}`,
  'customers/redact': `{${NAMED},${CUSTOMER},"orders_to_redact":[299938,280263,220458]}`,
  'shop/redact': `{${NAMED}}`,
}
