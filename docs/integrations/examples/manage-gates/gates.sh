#!/bin/sh
# PALISADE_API         e.g. https://palisade.example.com/api/v1
# PALISADE_SECRET_KEY  a secret key of a project that may manage gates
# PRODUCT_ID           Shopify's id of a product
# CONTRACT             an ERC-721 contract on Ethereum
set -eu

ask() {
  curl --silent --show-error --fail-with-body --user "$PALISADE_SECRET_KEY:" "$@"
}

# A gate, as "Export" writes it. The argument is the percentage that holders get off.
gate() {
  cat <<JSON
{ "form": {
  "name": "Night Owls",
  "discountName": "",
  "state": "active",
  "subject": { "kind": "products", "productIds": [$PRODUCT_ID], "variants": [], "collectionIds": [] },
  "root": { "kind": "all", "count": "", "of": [
    { "kind": "erc721", "chain": "ethereum", "contract": "$CONTRACT", "minimum": "1", "maximum": "",
      "tokenIds": "", "perId": false, "listId": "" } ] },
  "moment": "now",
  "heldFor": { "amount": "", "unit": "days" },
  "snapshots": [],
  "reaction": { "exclusive": false, "freeShipping": false, "price": "percentage", "value": "$1" },
  "cap": "",
  "limits": { "perWallet": "", "perToken": "", "total": "" },
  "schedule": { "startsAt": "", "endsAt": "", "afterEnd": "public" },
  "guard": "open",
  "combination": { "orderDiscounts": true, "productDiscounts": false, "shippingDiscounts": true, "purchases": "both" },
  "recheck": false
} }
JSON
}

# Create a gate. Repeat the request with the same key as often as you like: there is one gate.
created=$(gate 20 | ask "$PALISADE_API/gates" --header "idempotency-key: night-owls-$PRODUCT_ID" --data-binary @-)
number=$(printf '%s' "$created" | sed 's/^{"number":\([0-9]*\).*/\1/')
echo "created: $created"

# Read it, with the ETag of its version.
tag=$(ask --head "$PALISADE_API/gates/$number" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')

# Change it. If somebody else has changed it since, the answer is 412, and nothing is overwritten.
gate 25 | ask --request PUT "$PALISADE_API/gates/$number" --header "if-match: $tag" --data-binary @-
echo

# Pause and resume it.
ask --request POST "$PALISADE_API/gates/$number/pause"
echo
ask --request POST "$PALISADE_API/gates/$number/resume"
echo

# List the gates of the shop, newest first. "next" is the cursor of the next page.
ask "$PALISADE_API/gates?limit=10"
echo

# Delete it, also at Shopify.
ask --request DELETE "$PALISADE_API/gates/$number"
echo
