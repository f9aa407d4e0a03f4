// What Medusa reads when it starts: a database on loopback, no admin pages, and the bank beside.
'use strict';
const { defineConfig } = require('@medusajs/framework/utils');

const { DATABASE_URL: databaseUrl, SHOP_SECRET: secret } = process.env;

module.exports = defineConfig({
  admin: { disable: true },
  projectConfig: {
    databaseUrl,
    databaseDriverOptions: { connection: { ssl: false } },
    http: { storeCors: '', adminCors: '', authCors: '', jwtSecret: secret, cookieSecret: secret },
  },
  modules: [{
    resolve: '@medusajs/medusa/payment',
    options: { providers: [{ resolve: require.resolve('./bank'), id: 'bank' }] },
  }],
});
