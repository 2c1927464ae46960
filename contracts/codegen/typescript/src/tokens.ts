/** The token that is sent, and a new one after it was refused. */

/** A bearer token, or what gives one. */
export type Token = string | (() => string | Promise<string>);

/** Gets a new token; or has it got by then, so that `token` gives it. */
export type Refresh = () => string | undefined | void | Promise<string | undefined | void>;

/** Which token to send. */
export interface Tokens {
  /** The one to send now; waits for a renewal that is under way. */
  current(): Promise<string | undefined>;
  /** Another one after `refused`, which all share who were refused with it; undefined where there is none. */
  renewed(refused: string | undefined): Promise<string | undefined>;
}

export function tokens(token: Token | undefined, refresh: Refresh | undefined): Tokens {
  // What stands in for the token that was asked for, since that was refused.
  let renewal: { readonly asked: string | undefined; readonly by: Promise<string | undefined> } | undefined;
  const asked = async (): Promise<string | undefined> => (typeof token === "function" ? await token() : token);

  return {
    async current() {
      const given = await asked();
      return renewal !== undefined && renewal.asked === given ? ((await renewal.by) ?? given) : given;
    },
    async renewed(refused) {
      if (refresh === undefined) return undefined;
      const given = await asked();
      const known = renewal;
      const latest = known !== undefined && known.asked === given ? await known.by : given;
      if (latest !== refused) return latest;
      if (renewal === known) {
        const by = (async () => (await refresh()) ?? (await asked()))();
        renewal = { asked: given, by };
        const forget = (): void => {
          if (renewal?.by === by) renewal = undefined;
        };
        by.then((fresh) => (fresh === refused ? forget() : undefined), forget);
      }
      const fresh = await renewal?.by;
      return fresh === refused ? undefined : fresh;
    },
  };
}
