// Better Auth is served below the page's own origin, as frontends have it; the API stays at another one.
const proxy = { "/api/auth": process.env.AUTH_URL };
export default { build: { minify: false }, preview: { host: "127.0.0.1", strictPort: true, proxy } };
