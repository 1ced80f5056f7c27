// A provider of identities that nobody here wrote (npm `oidc-provider`), set up as FranceConnect or ProConnect is.
// node provider.mjs TOOLS PORT PORTAL KIND [pkce]: TOOLS holds node_modules, PORTAL is the portal's base address,
// KIND franceconnect or proconnect. Prints «ready» once it listens.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [tools, port, portal, kind, pkce] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(tools), "package.json"));
const { default: Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));

const people = {
  lea: {
    given_name: "Léa Marie", family_name: "MARTIN", gender: "female", birthdate: "1991-04-12", birthplace: "78646",
    birthcountry: "99100", email: "lea.martin@example.fr", preferred_username: "ROUX",
  },
  // Born abroad, the day unknown.
  omar: {
    given_name: "Omar", family_name: "HADDAD", gender: "male", birthdate: "1978-00-00", birthplace: "",
    birthcountry: "99352", email: "omar.haddad@example.fr",
  },
  ana: {
    given_name: "Ana Lucie", family_name: "DURAND", gender: "female", birthdate: "1985-03-27", birthplace: "78646",
    birthcountry: "99100", email: "ana@example.fr",
  },
  camille: {
    given_name: "Camille", usual_name: "MARTEL", email: "camille.martel@sainte-aurore.example", uid: "camille",
    siret: "21990001000012", idp_id: "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
  },
};

const scopes = {
  franceconnect: {
    identite_pivot: ["given_name", "family_name", "birthdate", "gender", "birthplace", "birthcountry"],
    preferred_username: ["preferred_username"],
    email: ["email"],
  },
  proconnect: Object.fromEntries(
    ["given_name", "usual_name", "email", "uid", "siret", "idp_id"].map((name) => [name, [name]]),
  ),
};

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const page = (title, body) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${title}</title></head>` +
  `<body><main><h1>${title}</h1>${body}</main></body></html>`;

const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "guichet",
      client_secret: "the secret of the client",
      redirect_uris: [`${portal}/sign-in/${kind}/callback`],
      post_logout_redirect_uris: [`${portal}/sign-in/${kind}/signed-out`],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_post",
      id_token_signed_response_alg: "RS256",
      userinfo_signed_response_alg: "RS256",
    },
  ],
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "peer", alg: "RS256", use: "sig" }] },
  cookies: { keys: ["of a test"] },
  acrValues: ["eidas1"],
  claims: { openid: ["sub", "acr"], ...scopes[kind] },
  pkce: { required: () => pkce === "pkce" },
  ttl: { AccessToken: 60, IdToken: 60, AuthorizationCode: 30, Session: 1800, Interaction: 600, Grant: 600 },
  subjectTypes: ["pairwise"],
  pairwiseIdentifier: (_ctx, accountId) => `sub-of-${accountId}`,
  features: {
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        ctx.body = page("Se déconnecter", `${form}<button form="op.logoutForm" name="logout" value="yes">Oui</button>`);
      },
    },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => people[id] && { accountId: id, claims: () => ({ sub: id, acr: "eidas1", ...people[id] }) },
  renderError: (ctx, out) => {
    ctx.type = "html";
    ctx.body = page("Erreur", `<pre>${JSON.stringify(out)}</pre>`);
  },
});

const fields = async (request) => {
  let text = "";
  for await (const part of request) text += part;
  return new URLSearchParams(text);
};

// Who one is, and leave to tell the portal so: one form, then nothing more is asked.
const interact = async (request, response) => {
  const details = await provider.interactionDetails(request, response);
  if (request.method !== "POST" && details.prompt.name === "login") {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      page(
        "Qui êtes-vous ?",
        `<form method="post"><label>Identifiant <input name="login"></label><button>Continuer</button>` +
          `<button name="cancel" value="1">Annuler</button></form>`,
      ),
    );
    return;
  }
  if (details.prompt.name === "login") {
    const given = await fields(request);
    const result = given.has("cancel")
      ? { error: "access_denied", error_description: "given up" }
      : { login: { accountId: given.get("login"), acr: "eidas1" } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    return;
  }
  const grant = new provider.Grant({ accountId: details.session.accountId, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  const consent = { grantId: await grant.save() };
  await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
};

const others = provider.callback();
createServer((request, response) => {
  const answered = request.url.startsWith("/interaction/") ? interact(request, response) : others(request, response);
  Promise.resolve(answered).catch((error) => {
    console.error(error);
    response.statusCode = 500;
    response.end();
  });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
