"""What is asked of Shopify's GraphQL Admin API. One query may cost 1000 points, and a list costs as many as it may have
entries: these lists are as long as that allows."""

MOST_TRANSACTIONS, MOST_REFUNDS = 40, 20
_MONEY = "{ shopMoney { amount currencyCode } }"
_ORDER = f"""
id name createdAt cancelledAt email currencyCode presentmentCurrencyCode taxesIncluded
billingAddress {{ countryCodeV2 company }}
totalPriceSet {_MONEY}
customAttributes {{ key value }}
lineItems(first: 40) {{ pageInfo {{ hasNextPage }} nodes {{
  id name sku quantity refundableQuantity originalTotalSet {_MONEY}
  discountAllocations {{ allocatedAmountSet {_MONEY} }} taxLines {{ priceSet {_MONEY} }} }} }}
transactions(first: {MOST_TRANSACTIONS}) {{ id kind status gateway formattedGateway createdAt processedAt
  amountSet {_MONEY} parentTransaction {{ id }} }}
refunds(first: {MOST_REFUNDS}) {{ id note createdAt
  transactions(first: 3) {{ pageInfo {{ hasNextPage }} nodes {{
    id kind status amountSet {_MONEY} parentTransaction {{ id }} }} }} }}
disputes {{ id initiatedAs status }}
"""
FIND = """query Orders($query: String!, $after: String) {
  orders(first: 100, query: $query, after: $after) { pageInfo { hasNextPage endCursor } nodes { id name } }
}"""
READ = f"query Order($id: ID!) {{ order(id: $id) {{ {_ORDER} }} }}"
REFUND = """mutation Refund($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) {
    refund { id note }
    userErrors { field message }
  }
}"""
