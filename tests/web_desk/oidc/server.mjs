// Somebody else's OpenID Connect provider: node server.mjs <port> <redirect uri>. Whoever signs in with the name
// <who>:<groups> is <who>, in those groups; "unverified" is somebody whose address was never looked at.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{
    client_id: "amends-desk",
    client_secret: "a-secret-of-this-test-and-no-other",
    redirect_uris: [redirect],
    response_types: ["code"],
    grant_types: ["authorization_code"],
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
  conformIdTokenClaims: process.env.THIN === "1",
  cookies: { keys: ["a key of this test"] },
  pkce: { required: () => true },
  async findAccount(_context, id) {
    const [who, groups = ""] = id.split(":");
    return {
      accountId: id,
      claims: () => ({
        sub: id, email: `${who}@example.com`, email_verified: who !== "unverified", name: `${who} of the provider`,
        groups: groups.split(","),
      }),
    };
  },
});
provider.listen(Number(port), "127.0.0.1", () => process.stdout.write("ready\n"));
