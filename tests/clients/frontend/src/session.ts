/** Who is signed in, by Better Auth below the page's own origin, and their token for the API. */

import { createAuthClient } from "better-auth/client";
import { jwtClient } from "better-auth/client/plugins";

export interface User {
  readonly id: string;
  readonly email: string;
}

const auth = createAuthClient({ plugins: [jwtClient()] });
let known: { readonly token: string; readonly until: number } | undefined;

export async function currentUser(): Promise<User | undefined> {
  return (await auth.getSession()).data?.user;
}

/** The user, or the sentence that says why not. */
export async function signIn(email: string, password: string, isNew: boolean): Promise<User | string> {
  const { data, error } = isNew
    ? await auth.signUp.email({ email, password, name: email })
    : await auth.signIn.email({ email, password });
  return data?.user ?? error?.message ?? "That did not work.";
}

export async function signOut(): Promise<void> {
  known = undefined;
  await auth.signOut();
}

/** A token lives for five minutes; a new one is asked for after four. */
export async function token(): Promise<string> {
  if (known === undefined || known.until < Date.now()) {
    const { data } = await auth.token();
    known = { token: data?.token ?? "", until: Date.now() + 240_000 };
  }
  return known.token;
}
