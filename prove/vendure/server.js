// A shop of Vendure on loopback: node server.js PORT FOLDER. What its bank pays back is a line of FOLDER/bank.jsonl.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { populate } = require('@vendure/core/cli');
const {
  bootstrap, defaultPaymentProcess, DefaultLogger, LanguageCode, LogLevel, PaymentMethodHandler,
} = require('@vendure/core');

const [port, folder] = process.argv.slice(2);
const said = (value) => [{ languageCode: LanguageCode.en, value }];
const is = (name) => fs.existsSync(path.join(folder, name));

// As plugins for a provider's own pages have it: a payment waits until the provider tells that it was made.
const redirecting = {
  transitions: {
    Created: { to: ['Redirected'], mergeStrategy: 'merge' },
    Redirected: { to: ['Settled', 'Cancelled'] },
  },
};

const taken = (amount, metadata) => ({
  amount: metadata.taken ?? amount,
  state: metadata.redirected ? 'Redirected' : 'Settled',
  transactionId: `t-${Math.random().toString(36).slice(2)}`,
  metadata: {},
});

const card = new PaymentMethodHandler({
  code: 'card',
  description: said('A bank that pays back at once'),
  args: {},
  createPayment: (ctx, order, amount, args, metadata) => taken(amount, metadata),
  settlePayment: () => ({ success: true }),
  createRefund: (ctx, input, amount, order, payment) => {
    if (!is('fails')) {
      const entry = { payment: String(payment.id), amount, reason: input.reason };
      fs.appendFileSync(path.join(folder, 'bank.jsonl'), `${JSON.stringify(entry)}\n`);
    }
    if (is('dies')) throw new Error('socket hang up');
    return { state: is('fails') ? 'Failed' : 'Settled', transactionId: `r-${Date.now()}` };
  },
});

const invoice = new PaymentMethodHandler({
  code: 'invoice',
  description: said('What a person pays back by hand'),
  args: {},
  createPayment: (ctx, order, amount, args, metadata) => taken(amount, metadata),
  settlePayment: () => ({ success: true }),
});

const config = {
  apiOptions: { port: Number(port), hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: { identifier: 'superadmin', password: process.env.SUPERADMIN_PASSWORD },
    requireVerification: false,
  },
  dbConnectionOptions: { type: 'better-sqlite3', database: path.join(folder, 'shop.db'), synchronize: true },
  paymentOptions: { paymentMethodHandlers: [card, invoice], process: [defaultPaymentProcess, redirecting] },
  customFields: { Order: [{ name: 'startNowAt', type: 'datetime' }, { name: 'termsMailedAt', type: 'datetime' }] },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
};

const payment = (name) => ({ name, handler: { code: name, arguments: [] } });
const data = {
  defaultLanguage: LanguageCode.en,
  defaultZone: 'Europe',
  countries: [{ code: 'NO', name: 'Norway', zone: 'Europe' }],
  taxRates: [{ name: 'Standard Tax', percentage: 25 }],
  shippingMethods: [{ name: 'Post', price: 500 }],
  paymentMethods: [payment('card'), payment('invoice')],
  collections: [],
};

populate(() => bootstrap(config), data).then(() => fs.writeFileSync(path.join(folder, 'ready'), ''));
