// A shop of Medusa on loopback: node server.js PORT EMAIL PASSWORD, which becomes its owner.
'use strict';
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const [port, email, password] = process.argv.slice(2);
const medusa = (...asked) => execFileSync('node_modules/.bin/medusa', asked, { cwd: __dirname, stdio: 'inherit' });

medusa('db:migrate', '--execute-all-links');
medusa('user', '--email', email, '--password', password);

const start = require('@medusajs/medusa/commands/start').default;

start({ directory: __dirname, port: Number(port), host: '127.0.0.1' }).then(({ server }) => {
  const ready = () => fs.writeFileSync(path.join(process.env.SHOP_FOLDER, 'ready'), '');
  if (server.listening) ready(); else server.on('listening', ready);
});
