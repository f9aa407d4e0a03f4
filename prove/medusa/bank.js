// A payment provider whose bank pays back at once: each time is a line of SHOP_FOLDER/bank.jsonl. With a file `dies`
// there it pays and its answer is lost; with `fails` it pays nothing; while there is a `thinks` it does neither yet.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { AbstractPaymentProvider, ModuleProvider, Modules } = require('@medusajs/framework/utils');

const at = (name) => path.join(process.env.SHOP_FOLDER, name);
const is = (name) => fs.existsSync(at(name));
const number = () => `t-${Math.random().toString(36).slice(2)}`;
const same = async ({ data }) => ({ data });

const waited = async () => {
  while (is('thinks')) await new Promise((resolve) => { setTimeout(resolve, 50); });
};

class Bank extends AbstractPaymentProvider {
  static identifier = 'card';

  initiatePayment = async () => ({ id: number(), data: { payment: number() } });

  authorizePayment = async ({ data }) => ({ data, status: 'authorized' });

  getPaymentStatus = async () => ({ status: 'authorized' });

  getWebhookActionAndData = async () => ({ action: 'not_supported' });

  updatePayment = same;

  capturePayment = same;

  retrievePayment = same;

  deletePayment = same;

  cancelPayment = same;

  async refundPayment({ data, amount }) {
    await waited();
    if (is('fails')) throw new Error('card_declined');
    const entry = { payment: data.payment, amount: Number(amount.value ?? amount) };
    fs.appendFileSync(at('bank.jsonl'), `${JSON.stringify(entry)}\n`);
    if (is('dies')) throw new Error('socket hang up');
    return { data };
  }
}

module.exports = ModuleProvider(Modules.PAYMENT, { services: [Bank] });
