"""The part of Vendure's Admin API that the connector speaks, with the names and types that Vendure 3.7 has."""

from graphql import build_schema

SCHEMA = build_schema("""
scalar DateTime
scalar JSON
scalar Money
interface ErrorResult { errorCode: String! message: String! }

type Query {
  globalSettings: GlobalSettings!
  orders(options: OrderListOptions): OrderList!
  customers(options: CustomerListOptions): CustomerList!
}
type Mutation {
  addNoteToOrder(input: AddNoteToOrderInput!): Order!
  deleteOrderNote(id: ID!): DeletionResponse!
  refundOrder(input: RefundOrderInput!): RefundOrderResult!
  cancelOrder(input: CancelOrderInput!): CancelOrderResult!
}

type GlobalSettings { serverConfig: ServerConfig! }
type ServerConfig { moneyStrategyPrecision: Int! }
type DeletionResponse { result: DeletionResult! message: String }
enum DeletionResult { DELETED NOT_DELETED }

input StringOperators { eq: String in: [String!] }
input OrderFilterParameter { code: StringOperators }
input OrderListOptions { take: Int filter: OrderFilterParameter }
input CustomerFilterParameter { emailAddress: StringOperators }
input CustomerListOptions { take: Int filter: CustomerFilterParameter }
input HistoryEntryFilterParameter { type: StringOperators }
input HistoryEntryListOptions { take: Int filter: HistoryEntryFilterParameter }
input AddNoteToOrderInput { id: ID! note: String! isPublic: Boolean! }
input OrderLineInput { orderLineId: ID! quantity: Int! }
input RefundOrderInput {
  lines: [OrderLineInput!] shipping: Money adjustment: Money amount: Money paymentId: ID! reason: String
}
input CancelOrderInput { orderId: ID! lines: [OrderLineInput!] cancelShipping: Boolean reason: String }

type OrderList { items: [Order!]! totalItems: Int! }
type CustomerList { items: [Customer!]! totalItems: Int! }
type HistoryEntryList { items: [HistoryEntry!]! totalItems: Int! }
type Customer {
  emailAddress: String! firstName: String! lastName: String! orders(options: OrderListOptions): OrderList!
}
type OrderAddress { countryCode: String }
type ProductVariant { name: String! sku: String! }
type Discount { adjustmentSource: String! amountWithTax: Money! }
type OrderLine {
  id: ID! quantity: Int! orderPlacedQuantity: Int! proratedUnitPriceWithTax: Money! proratedLinePrice: Money!
  proratedLinePriceWithTax: Money! productVariant: ProductVariant! discounts: [Discount!]!
}
type ShippingLine { discounts: [Discount!]! }
type RefundLine { orderLineId: ID! quantity: Int! }
type Refund {
  id: ID! state: String! total: Money! reason: String createdAt: DateTime! paymentId: ID! lines: [RefundLine!]!
}
type Payment { id: ID! state: String! amount: Money! method: String! createdAt: DateTime! refunds: [Refund!]! }
enum HistoryEntryType { ORDER_NOTE ORDER_CANCELLATION ORDER_PAYMENT_TRANSITION ORDER_STATE_TRANSITION }
type HistoryEntry { id: ID! type: HistoryEntryType! createdAt: DateTime! data: JSON! }
type OrderCustomFields { startNowAt: DateTime termsMailedAt: DateTime vatNumber: String }
type Order {
  id: ID! code: String! state: String! createdAt: DateTime! orderPlacedAt: DateTime updatedAt: DateTime!
  currencyCode: String! totalWithTax: Money! customer: Customer billingAddress: OrderAddress
  shippingAddress: OrderAddress lines: [OrderLine!]! shippingLines: [ShippingLine!]! payments: [Payment!]
  history(options: HistoryEntryListOptions): HistoryEntryList! customFields: OrderCustomFields
}

type RefundAmountError implements ErrorResult { errorCode: String! message: String! maximumRefundable: Int! }
type RefundOrderStateError implements ErrorResult { errorCode: String! message: String! orderState: String! }
type RefundStateTransitionError implements ErrorResult { errorCode: String! message: String! }
type MultipleOrderError implements ErrorResult { errorCode: String! message: String! }
type PaymentOrderMismatchError implements ErrorResult { errorCode: String! message: String! }
type EmptyOrderLineSelectionError implements ErrorResult { errorCode: String! message: String! }
type OrderStateTransitionError implements ErrorResult { errorCode: String! message: String! }
union RefundOrderResult = Refund | RefundAmountError | RefundOrderStateError | RefundStateTransitionError
  | MultipleOrderError | PaymentOrderMismatchError
union CancelOrderResult = Order | EmptyOrderLineSelectionError | OrderStateTransitionError
""")
