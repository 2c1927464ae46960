// Better Auth as an issuer of tokens, its data in memory. Prints where it listens; POST /rotate replaces its key.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { toNodeHandler } from "better-auth/node";
import { bearer, jwt } from "better-auth/plugins";

const [algorithm, audience] = process.argv.slice(2);
const curves = { EdDSA: { crv: "Ed25519" }, ES256: {}, RS256: { modulusLength: 2048 } };
const database = { user: [], session: [], account: [], verification: [], jwks: [] };
const server = createServer();

server.listen(0, "127.0.0.1", () => {
  const origin = `http://127.0.0.1:${server.address().port}`;
  const auth = betterAuth({
    baseURL: origin,
    trustedOrigins: ["http://127.0.0.1:*"],
    secret: crypto.randomUUID() + crypto.randomUUID(),
    database: memoryAdapter(database),
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    plugins: [
      bearer(),
      jwt({
        jwks: { keyPairConfig: { alg: algorithm, ...curves[algorithm] } },
        jwt: { issuer: origin, audience, expirationTime: "5m" },
      }),
    ],
  });
  const handle = toNodeHandler(auth);
  server.on("request", (request, response) => {
    if (request.method === "POST" && request.url === "/rotate") {
      database.jwks.length = 0;
      response.end();
    } else {
      handle(request, response);
    }
  });
  console.log(origin);
});
